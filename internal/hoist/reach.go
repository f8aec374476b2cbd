package hoist

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// reachable gives the groups that labels and names of containers can tell from all other containers.
// Those that they cannot tell are taken out, and noted with the reason.
func (s *survey) reachable(groups []Group) []Group {
	var found []Group
	for _, g := range groups {
		if s.reach(&g) {
			found = append(found, g)
		}
	}
	return found
}

// reach finds the targets of a group. What one round leaves out can stand in the way of the next.
func (s *survey) reach(g *Group) bool {
	for {
		s.fill(g)
		targets, alike := s.targets(g)
		if len(alike) == 0 {
			g.Targets = targets
			return len(targets) > 0
		}
		s.leaveOut(g, alike, "no labels of the workload, with the container's name, tell it from others")
		rest := s.takeOut(g)
		if len(rest) == 0 {
			return false
		}
		g.Variables = rest
	}
}

// leaveOut takes workloads out of a group.
func (s *survey) leaveOut(g *Group, workloads []manifest.ID, reason string) {
	g.Containers = slices.DeleteFunc(slices.Clone(g.Containers), func(c Container) bool {
		if !slices.Contains(workloads, c.Workload) {
			return false
		}
		for _, v := range g.Variables {
			s.uses[v.Name][c].refuse(reason)
		}
		return true
	})
}

// takeOut gives the variables that the containers of a group still share.
func (s *survey) takeOut(g *Group) []Variable {
	var rest []Variable
	for _, v := range g.Variables {
		if s.repeats(v.Name, g.Containers) {
			rest = append(rest, v)
			continue
		}
		for _, c := range g.Containers {
			s.uses[v.Name][c].refuse("the other workloads that share it cannot be selected")
		}
	}
	return rest
}
