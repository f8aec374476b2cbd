package imageregistry

import data.lib.pods

violation contains {"msg": sprintf("image %s is from outside the allowed registries", [image])} if {
	some container in pods.containers
	image := container.object.image
	every prefix in input.parameters.allowedRegistries {
		not startswith(_full_name(image), prefix)
	}
}

# As a container runtime completes it.
_full_name(image) := image if regex.match(`^([^/]*[.:][^/]*|localhost)/`, image)

else := concat("/", ["docker.io", image]) if contains(image, "/")

else := concat("/", ["docker.io/library", image])
