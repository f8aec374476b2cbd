# METADATA
# scope: package
# title: No privileged containers
# description: >-
#   A privileged container has all capabilities and all devices of its node: whoever breaks into it owns the
#   node, and with it the Secrets of every pod there.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: Remove securityContext.privileged; add the single capability that the process needs.
package hash.workload.privileged

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s runs privileged", [container.label]),
	"path": array.concat(container.path, ["securityContext", "privileged"]),
	"fix": "remove securityContext.privileged",
	"container": container.name,
} if {
	some container in workload.containers
	container.object.securityContext.privileged == true
}
