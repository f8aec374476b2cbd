# METADATA
# scope: package
# title: Pods keep to their own namespaces
# description: >-
#   In the node's network, process or IPC namespace a pod reaches services that listen on localhost only, sees
#   and signals the processes of other pods, and passes by every NetworkPolicy.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#     description: Pod Security Standards, baseline
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: Remove hostNetwork, hostPID and hostIPC from the pod.
package hash.workload.host_namespaces

import data.hash.lib.workload

deny contains {
	"msg": sprintf("the pod shares the node's %s namespace", [namespace]),
	"path": array.concat(pod.path, [field]),
	"fix": sprintf("remove %s", [field]),
} if {
	some pod in workload.pod_specs
	some field, namespace in {"hostIPC": "IPC", "hostNetwork": "network", "hostPID": "process"}
	pod.object[field] == true
}
