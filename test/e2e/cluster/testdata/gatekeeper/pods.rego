# What the rules beside this one have in common: the containers of an object, wherever its kind keeps them.
package lib.pods

containers contains {"name": container.name, "object": container, "pod": spec} if {
	some place in [["spec"], ["template", "spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]]
	spec := object.get(input.review.object, place, {})
	some list in ["containers", "initContainers"]
	some container in spec[list]
}
