# METADATA
# scope: package
# title: Two replicas or more
# description: >-
#   A Deployment or StatefulSet with one replica is down while its node is drained or its pod is replaced.
#   Where a HorizontalPodAutoscaler of the release scales the workload, its minReplicas is judged instead.
#   Zero replicas are a workload that was switched off, and not judged.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
#     description: Disruptions
# custom:
#   severity: warning
#   profiles: [production]
#   remediation: Set spec.replicas to 2 or more, or waive the rule for what can only run once.
package hash.workload.replicas

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s runs 1 replica", [input.kind]),
	"path": workload.existing(["spec", "replicas"]),
	"fix": "set spec.replicas to 2 or more",
} if {
	workload.builtin
	input.kind in {"Deployment", "StatefulSet"}
	object.get(input, ["spec", "replicas"], null) in {null, 1}
	not _autoscaled
}

deny contains {
	"msg": sprintf("%s %q may be scaled down to 1 replica", [target.kind, target.name]),
	"path": workload.existing(["spec", "minReplicas"]),
	"fix": "set spec.minReplicas to 2 or more",
} if {
	workload.group == "autoscaling"
	input.kind == "HorizontalPodAutoscaler"
	target := input.spec.scaleTargetRef
	object.get(input, ["spec", "minReplicas"], null) in {null, 0, 1}
}

_autoscaled if {
	some resource in data.release.resources
	resource.kind == "HorizontalPodAutoscaler"
	resource.spec.scaleTargetRef.kind == input.kind
	resource.spec.scaleTargetRef.name == input.metadata.name
	not _elsewhere(resource)
}

_elsewhere(resource) if resource.metadata.namespace != input.metadata.namespace
