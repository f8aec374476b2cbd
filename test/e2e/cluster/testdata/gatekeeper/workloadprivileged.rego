package workloadprivileged

import data.lib.pods

violation contains {"msg": sprintf("container %s runs privileged", [container.name])} if {
	some container in pods.containers
	container.object.securityContext.privileged == true
}
