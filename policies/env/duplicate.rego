# METADATA
# scope: package
# title: Variables are defined once
# description: >-
#   Of two variables with one name in a container the last one wins, without a word, and server-side apply
#   refuses the list. One of the two is a mistake.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
#     description: Define environment variables for a container
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: Keep one of the definitions.
package hash.env.duplicate

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s defines the variable %q again", [container.label, variable.name]),
	"path": array.concat(container.path, ["env", later]),
	"fix": sprintf("keep one of the %d definitions", [count(places)]),
	"container": container.name,
} if {
	some container in workload.containers
	some later, variable in container.object.env
	is_string(variable.name)
	places := [i | some i, other in container.object.env; other.name == variable.name]
	later > min(places)
}
