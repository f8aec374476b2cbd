# METADATA
# scope: package
# title: Images
# description: Finds the image references of the resource under judgement and takes them apart as a container runtime does.
package hash.lib.image

import data.hash.lib.workload

# METADATA
# description: Each image that a pod pulls, of containers and of image volumes; container is empty for a volume.
references contains {
	"path": array.concat(container.path, ["image"]),
	"value": container.object.image,
	"label": container.label,
	"container": container.name,
} if {
	some container in workload.containers
	_given(container.object.image)
}

references contains {
	"path": array.concat(pod.path, ["volumes", i, "image", "reference"]),
	"value": volume.image.reference,
	"label": sprintf("volume %q", [object.get(volume, "name", "")]),
	"container": "",
} if {
	some pod in workload.pod_specs
	some i, volume in pod.object.volumes
	_given(volume.image.reference)
}

# METADATA
# description: Whether a digest pins the reference to one image for ever.
has_digest(reference) if regex.match(`@[a-z0-9+._-]+:[0-9a-fA-F]{32,}$`, reference)

# METADATA
# description: The tag of a reference; empty where there is none. A colon before the last slash is a port.
tag(reference) := _name_and_tag(reference)[1]

# METADATA
# description: The name with its registry and without tag and digest, as a runtime completes it (nginx is docker.io/library/nginx).
full_name(reference) := regex.replace(hub, `^docker\.io/([^/]+)$`, "docker.io/library/$1") if {
	hub := regex.replace(_with_registry(_name_and_tag(reference)[0]), `^index\.docker\.io/`, "docker.io/")
}

_given(reference) if {
	is_string(reference)
	reference != ""
}

_name_and_tag(reference) := array.slice(found, 1, 3) if {
	found := regex.find_all_string_submatch_n(`^((?s:.*?))(?::([^/:]*))?$`, split(reference, "@")[0], 1)[0]
}

# The first part is a registry only if it cannot be a folder of Docker Hub.
_with_registry(name) := name if regex.match(`^([^/]*[.:A-Z][^/]*|localhost)/`, name)

else := concat("/", ["docker.io", name])
