package hoist

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// targets covers the workloads of a group with one target, or with as few as can be found in one pass.
// It also gives those workloads that none can mean.
func (s *survey) targets(g *Group) (found []Target, alike []manifest.ID) {
	names := containerNames(g.Containers)
	all := byContainerNames(names)
	if t, ok := s.target(g, all, all); ok {
		return []Target{t}, nil
	}
	var parts [][]manifest.ID
	for _, twins := range s.twins(all) {
		if _, ok := s.target(g, twins, all); !ok {
			alike = append(alike, twins...)
			continue
		}
		i := slices.IndexFunc(parts, func(part []manifest.ID) bool {
			more := slices.Concat(part, twins)
			_, ok := s.target(g, more, more)
			return ok
		})
		if i < 0 {
			parts = append(parts, twins)
			continue
		}
		parts[i] = append(parts[i], twins...)
	}
	for _, part := range parts {
		t, ok := s.target(g, part, part)
		if !ok {
			alike = append(alike, part...)
		}
		found = append(found, t)
	}
	return found, alike
}

// containerNames gives the names of the containers of each workload.
func containerNames(containers []Container) map[manifest.ID][]string {
	names := map[manifest.ID][]string{}
	for _, c := range containers {
		names[c.Workload] = append(names[c.Workload], c.Name)
	}
	return names
}

// byContainerNames orders workloads so that those whose containers are called alike stand together.
func byContainerNames(names map[manifest.ID][]string) []manifest.ID {
	return slices.SortedFunc(maps.Keys(names), func(a, b manifest.ID) int {
		return cmp.Or(slices.Compare(names[a], names[b]), a.Compare(b))
	})
}

// twins brings those workloads together that no selector can tell from one another.
func (s *survey) twins(workloads []manifest.ID) [][]manifest.ID {
	labels := map[manifest.ID][]map[string]string{}
	for _, p := range s.pods {
		labels[p.workload] = append(labels[p.workload], p.labels)
	}
	var found [][]manifest.ID
	for _, w := range workloads {
		i := slices.IndexFunc(found, func(twins []manifest.ID) bool {
			return slices.EqualFunc(labels[twins[0]], labels[w], maps.Equal)
		})
		if i < 0 {
			found = append(found, []manifest.ID{w})
			continue
		}
		found[i] = append(found[i], w)
	}
	return found
}

// target finds a selector and names of containers that mean containers of the group in the workloads
// wanted, and perhaps in those allowed, but no other containers. It prefers to mean all containers of what
// it selects.
func (s *survey) target(g *Group, wanted, allowed []manifest.ID) (Target, bool) {
	names := containerNames(g.Containers)
	var some []string
	for _, w := range wanted {
		some = append(some, names[w]...)
	}
	slices.Sort(some)
	for _, containers := range [][]string{nil, slices.Compact(some)} {
		search := search{release: s.project.Release.Name}
		possible := true
		for _, p := range s.pods {
			meant := p.meant(containers)
			isMember := subset(meant, names[p.workload])
			switch {
			case len(meant) == 0 || !slices.Contains(g.Environments, p.environment):
			case slices.Contains(wanted, p.workload):
				search.friends = append(search.friends, p.labels)
				possible = possible && isMember
			case !isMember || !slices.Contains(allowed, p.workload):
				search.foes = append(search.foes, p.labels)
			}
		}
		if selector, ok := search.selector(); ok && possible {
			return Target{Selector: selector, Containers: containers}, true
		}
	}
	return Target{}, false
}

// meant gives the containers of the pod that a target with such containers means; nil means all.
func (p pod) meant(containers []string) []string {
	if containers == nil {
		return p.containers
	}
	return slices.DeleteFunc(slices.Clone(p.containers), func(c string) bool { return !slices.Contains(containers, c) })
}

func subset(part, whole []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(whole, s) })
}
