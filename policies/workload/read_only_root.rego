# METADATA
# scope: package
# title: Root file systems are read-only
# description: >-
#   With a read-only root file system an intruder cannot put programs into the container, and the process
#   cannot lose data in a layer that goes away with the pod. What must be written goes into a volume.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: Configure a security context for a pod or container
# custom:
#   severity: error
#   profiles: [restricted, production]
#   remediation: Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the process writes.
package hash.workload.read_only_root

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s can write to its root file system", [container.label]),
	"path": workload.existing(array.concat(container.path, ["securityContext", "readOnlyRootFilesystem"])),
	"fix": "set securityContext.readOnlyRootFilesystem to true",
	"container": container.name,
} if {
	some container in workload.containers
	not container.object.securityContext.readOnlyRootFilesystem == true
}
