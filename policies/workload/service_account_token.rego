# METADATA
# scope: package
# title: Pods get no API token unasked
# description: >-
#   Unless told otherwise Kubernetes mounts a token for its API into every container. Few programs use it, and
#   whoever breaks into one of the others can. Waive the rule for the pods that talk to the API.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
#     description: Opt out of API credential automounting
# custom:
#   severity: error
#   profiles: [restricted, production]
#   remediation: Set automountServiceAccountToken to false in the pod.
package hash.workload.service_account_token

import data.hash.lib.workload

deny contains {
	"msg": "the pod gets a token for the Kubernetes API",
	"path": workload.existing(array.concat(pod.path, ["automountServiceAccountToken"])),
	"fix": "set automountServiceAccountToken to false",
} if {
	some pod in workload.pod_specs
	not pod.object.automountServiceAccountToken == false
}
