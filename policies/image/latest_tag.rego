# METADATA
# scope: package
# title: Images name a version
# description: >-
#   An image without a tag, or with the tag latest, is another image tomorrow: two pods of one Deployment
#   can run different code, and a rollback has nothing to go back to. A digest needs no tag.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/#image-names
#     description: Image names
# custom:
#   severity: error
#   profiles: [baseline, restricted, production]
#   remediation: Name a version tag or a digest in the image.
package hash.image.latest_tag

import data.hash.lib.image

deny contains {
	"msg": sprintf("%s uses image %q, which %s", [reference.label, reference.value, fault]),
	"path": reference.path,
	"fix": "name a version, such as :1.4.2, or a digest",
	"container": reference.container,
} if {
	some reference in image.references
	not image.has_digest(reference.value)
	fault := _fault(image.tag(reference.value))
}

_fault("") := "has no tag and so means latest"

_fault("latest") := "has the moving tag latest"
