# METADATA
# scope: package
# title: Workloads
# description: Finds the pods and containers of the resource under judgement, wherever its kind keeps them.
package hash.lib.workload

# METADATA
# description: API group of the resource; empty for the core group.
default group := ""

group := parts[0] if {
	is_string(input.apiVersion)
	parts := split(input.apiVersion, "/")
	count(parts) == 2
}

# METADATA
# description: Whether the resource is of a kind that Kubernetes itself brings, and not of one that borrows its name.
default builtin := false

builtin if group in {"", "apps", "batch", "extensions"}

# METADATA
# description: Each pod template as path and object. The list of kinds comes from the program; there is none here.
pod_templates contains {"path": kind.pod_template, "object": template} if {
	some kind in data.hash.kinds
	kind.kind == input.kind
	_of_group(kind)
	template := object.get(input, kind.pod_template, null)
	is_object(template)
}

# METADATA
# description: Each pod spec as path and object.
pod_specs contains {"path": array.concat(template.path, ["spec"]), "object": spec} if {
	some template in pod_templates
	spec := template.object.spec
	is_object(spec)
}

# METADATA
# description: Each container of each pod, init and ephemeral ones included; pod is the spec that it belongs to.
containers contains {
	"path": array.concat(pod.path, [list, i]),
	"object": container,
	"name": _name(container),
	"label": sprintf("%s %q", [noun, _name(container)]),
	"init": list == "initContainers",
	"ephemeral": list == "ephemeralContainers",
	"pod": pod.object,
} if {
	some pod in pod_specs
	some list, noun in {
		"initContainers": "init container",
		"containers": "container",
		"ephemeralContainers": "ephemeral container",
	}
	some i, container in pod.object[list]
	is_object(container)
}

# METADATA
# description: The longest part of path that leads somewhere, so that a finding about a missing field points at its parent.
existing(path) := array.slice(path, 0, max({n |
	some n in numbers.range(0, count(path))
	object.get(input, array.slice(path, 0, n), null) != null
}))

_of_group(kind) if {
	kind.apiVersion == ""
	builtin
}

_of_group(kind) if kind.apiVersion == input.apiVersion

_name(container) := container.name if is_string(container.name)

else := ""
