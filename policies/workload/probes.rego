# METADATA
# scope: package
# title: Containers answer probes
# description: >-
#   Each container of a Deployment, StatefulSet or DaemonSet has a readiness probe, so that it gets no requests
#   before it can serve them and a bad rollout stops, and a liveness probe, so that a hung process is restarted.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
#     description: Configure liveness, readiness and startup probes
# custom:
#   severity: warning
#   profiles: [production]
#   remediation: Add a readinessProbe and a livenessProbe that are cheap and need no other service.
package hash.workload.probes

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s has no %s", [container.label, concat(" and no ", missing)]),
	"path": container.path,
	"fix": sprintf("add %s", [concat(" and ", missing)]),
	"container": container.name,
} if {
	workload.builtin
	input.kind in {"Deployment", "StatefulSet", "DaemonSet"}
	some container in workload.containers
	not container.init
	not container.ephemeral
	missing := [probe |
		some probe in ["livenessProbe", "readinessProbe"]
		not _has(container.object, probe)
	]
	count(missing) > 0
}

_has(container, probe) if {
	some handler in ["exec", "grpc", "httpGet", "tcpSocket"]
	is_object(container[probe][handler])
}
