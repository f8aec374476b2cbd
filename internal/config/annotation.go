package config

import "strings"

// Annotations that charts and hash-post share.
const (
	// OptOutAnnotation on a workload, with the value false, keeps injection away from all its containers.
	OptOutAnnotation = "post.hash.dev/inject"
	// ChecksumAnnotation on a pod template makes a change of what the pods refer to a change of the pods.
	ChecksumAnnotation = "checksum/env"
)

const containerOptOut = OptOutAnnotation + "."

// ContainerOptOut is the annotation on a pod template that, with the value false, keeps injection away from
// one container.
func ContainerOptOut(container string) string { return containerOptOut + container }

// CutContainerOptOut gives the container that an annotation on a pod template speaks of.
func CutContainerOptOut(annotation string) (container string, found bool) {
	return strings.CutPrefix(annotation, containerOptOut)
}
