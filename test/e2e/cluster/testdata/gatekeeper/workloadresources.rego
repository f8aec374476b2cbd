package workloadresources

import data.lib.pods

violation contains {"msg": sprintf("container %s sets no %s", [container.name, wanted])} if {
	some container in pods.containers
	some wanted, places in {
		"requests.cpu": [["requests", "cpu"], ["limits", "cpu"]],
		"requests.memory": [["requests", "memory"], ["limits", "memory"]],
		"limits.memory": [["limits", "memory"]],
	}
	not _set(container, places)
}

# The API server asks about objects as it stores them, where zero in any unit is "0".
_set(container, places) if {
	some owner in [container.object, container.pod]
	quantities := [quantity |
		some place in places
		quantity := object.get(owner, array.concat(["resources"], place), null)
		quantity != null
	]
	quantities[0] != "0"
}
