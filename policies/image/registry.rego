# METADATA
# scope: package
# title: Images come from allowed registries
# description: >-
#   Images come only from the registries, or folders of them, that params.allowedRegistries lists, such as
#   ghcr.io/hashintel. An entry allows whole path parts: ghcr.io/hash does not allow ghcr.io/hashintel.
#   Short names are completed first (nginx is docker.io/library/nginx). Silent while the parameter is not set.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/#image-names
#     description: Image names
# custom:
#   severity: error
#   profiles: [production]
#   remediation: Copy the image to an allowed registry, or add its registry to params.allowedRegistries.
package hash.image.registry

import data.hash.lib.image

deny contains {
	"msg": sprintf("%s uses image %q from outside the allowed registries", [reference.label, reference.value]),
	"path": reference.path,
	"fix": sprintf("use an image from one of: %s", [concat(", ", sort(_allowed))]),
	"container": reference.container,
} if {
	data.hash.params.allowedRegistries
	some reference in image.references
	name := image.full_name(reference.value)
	not _is_allowed(name)
}

_allowed contains trim_right(prefix, "/") if {
	some prefix in data.hash.params.allowedRegistries
	is_string(prefix)
	trim_right(prefix, "/") != ""
}

_is_allowed(name) if {
	some prefix in _allowed
	startswith(name, concat("", [prefix, "/"]))
}

_is_allowed(name) if name in _allowed
