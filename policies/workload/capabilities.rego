# METADATA
# scope: package
# title: Containers get few capabilities
# description: >-
#   Linux capabilities are parts of root's power. The profiles restricted and production want all of them
#   dropped and allow only NET_BIND_SERVICE back; otherwise those of the Pod Security baseline may be added.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/
#     description: Pod Security Standards
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
#     description: Set capabilities for a container
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: Set securityContext.capabilities.drop to [ALL] and add only what the process cannot do without.
package hash.workload.capabilities

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s adds the capability %v", [container.label, capability]),
	"path": array.concat(container.path, ["securityContext", "capabilities", "add", i]),
	"fix": sprintf("remove it; allowed are %s", [concat(", ", sort(_allowed))]),
	"container": container.name,
} if {
	some container in workload.containers
	some i, capability in container.object.securityContext.capabilities.add
	not capability in _allowed
}

deny contains {
	"msg": sprintf("%s does not drop all capabilities", [container.label]),
	"path": workload.existing(array.concat(container.path, ["securityContext", "capabilities", "drop"])),
	"fix": "set securityContext.capabilities.drop to [ALL]",
	"container": container.name,
} if {
	_strict
	some container in workload.containers
	not _drops_all(container.object)
}

_drops_all(container) if "ALL" in container.securityContext.capabilities.drop

default _strict := false

_strict if data.hash.profile in {"restricted", "production"}

_allowed := {"NET_BIND_SERVICE"} if _strict

_allowed := {
	"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
	"NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
} if not _strict
