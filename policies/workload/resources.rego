# METADATA
# scope: package
# title: Containers say what they need
# description: >-
#   Each container requests CPU and memory, so that the scheduler can place it, and limits memory, so that a
#   leak ends this container and not its neighbours. A limit counts as a request where there is none, as it
#   does for Kubernetes, and so do the resources of the whole pod; zero counts for nothing. A CPU limit is not
#   asked for: it only slows the container down.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Resource management for pods and containers
# custom:
#   severity: warning
#   profiles: [restricted, production]
#   remediation: Set resources.requests.cpu, resources.requests.memory and resources.limits.memory.
package hash.workload.resources

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s sets no %s", [container.label, concat(", ", missing)]),
	"path": workload.existing(array.concat(container.path, ["resources"])),
	"fix": sprintf("set %s", [concat(", ", [sprintf("resources.%s", [field]) | some field in missing])]),
	"container": container.name,
} if {
	some container in workload.containers
	not container.ephemeral
	missing := [field |
		some field, places in _wanted
		not _set(container, places)
	]
	count(missing) > 0
}

# Each value, and the places that can hold it. The first one that is there counts.
_wanted := {
	"requests.cpu": [["requests", "cpu"], ["limits", "cpu"]],
	"requests.memory": [["requests", "memory"], ["limits", "memory"]],
	"limits.memory": [["limits", "memory"]],
}

_set(container, places) if {
	some owner in [container.object, container.pod]
	quantities := [quantity |
		some place in places
		quantity := object.get(owner, array.concat(["resources"], place), null)
		not quantity in {null, ""}
	]
	not _zero(quantities[0])
}

# With a unit or an exponent zero is zero too: the API server stores 0m and 0e3 as 0.
_zero(quantity) if regex.match(`^[+-]?[0.]+([^0-9.]|$)`, sprintf("%v", [quantity]))
