package hoist

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// workload names a workload in the same way in all releases, as short as it can be.
func (in Input) workload(r *manifest.Resource) manifest.ID {
	id := r.ID()
	id.APIVersion = ""
	if id.Namespace == in.Project.Release.Namespace {
		id.Namespace = ""
	}
	return id
}

// Annotations by which a workload, or one of its containers, wants no injection.
const (
	optOut          = "post.hash.dev/inject"
	optOutContainer = "post.hash.dev/inject." // and the container's name
)

func containerOptedOut(t manifest.PodTemplate, name string) bool {
	value, _ := manifest.Path{"metadata", "annotations", optOutContainer + name}.Lookup(t.Object)
	return value == "false"
}

// compareContainers orders containers as people look for them.
func compareContainers(a, b Container) int {
	return cmp.Or(a.Workload.Compare(b.Workload), cmp.Compare(a.Name, b.Name))
}

// workloads counts the different workloads of the containers.
func workloads(containers []Container) int {
	found := map[manifest.ID]bool{}
	for _, c := range containers {
		found[c.Workload] = true
	}
	return len(found)
}

func sortedContainers[T any](m map[Container]T) []Container {
	return slices.SortedFunc(maps.Keys(m), compareContainers)
}
