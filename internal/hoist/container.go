package hoist

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// workload names a workload in the same way in all releases, as short as it can be.
func (in Input) workload(r *manifest.Resource) manifest.ID { return in.short(r.ID()) }

func (in Input) short(id manifest.ID) manifest.ID {
	id.APIVersion = ""
	if id.Namespace == in.Project.Release.Namespace {
		id.Namespace = ""
	}
	return id
}

func containerOptedOut(t manifest.PodTemplate, name string) bool {
	value, _ := manifest.Path{"metadata", "annotations", config.ContainerOptOut(name)}.Lookup(t.Object)
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
