# METADATA
# scope: package
# title: Processes do not run as root
# description: >-
#   runAsNonRoot makes the kubelet refuse a process of user 0, whatever the image says. It may stand at the
#   pod, for all containers, or at each container, which wins over the pod. User 0 is refused at both.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
#     description: Configure a security context for a pod or container
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
#     description: Pod Security Standards, restricted
# custom:
#   severity: error
#   profiles: [restricted, production]
#   remediation: Set securityContext.runAsNonRoot to true at the pod, and a user other than 0 in the image or in runAsUser.
package hash.workload.run_as_non_root

import data.hash.lib.workload

deny contains {
	"msg": sprintf("the pod %s", [root.fault]),
	"path": array.concat(pod.path, ["securityContext", field]),
	"fix": root.fix,
} if {
	some pod in workload.pod_specs
	some field, root in _roots
	pod.object.securityContext[field] == root.value
}

deny contains {
	"msg": sprintf("%s %s", [container.label, root.fault]),
	"path": array.concat(container.path, ["securityContext", field]),
	"fix": root.fix,
	"container": container.name,
} if {
	some container in workload.containers
	some field, root in _roots
	container.object.securityContext[field] == root.value
}

deny contains {
	"msg": sprintf("%s may run as root: neither it nor its pod sets runAsNonRoot", [container.label]),
	"path": workload.existing(array.concat(container.path, ["securityContext"])),
	"fix": _roots.runAsNonRoot.fix,
	"container": container.name,
} if {
	some container in workload.containers
	every owner in [container.object, container.pod] {
		not _says(owner)
	}
}

_says(owner) if is_boolean(owner.securityContext.runAsNonRoot)

_roots := {
	"runAsNonRoot": {"value": false, "fault": "allows root", "fix": "set securityContext.runAsNonRoot to true"},
	"runAsUser": {"value": 0, "fault": "runs as user 0", "fix": "set securityContext.runAsUser to a user other than 0"},
}
