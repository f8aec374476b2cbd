package hoist

import (
	"maps"
	"slices"
	"strings"
)

// groups finds the variables that several workloads share, and brings those together that the same
// containers share.
func (s *survey) groups() []Group {
	byContainers := map[string]*Group{}
	for _, name := range slices.Sorted(maps.Keys(s.uses)) {
		for _, class := range s.classes(name) {
			containers := slices.SortedFunc(slices.Values(class), compareContainers)
			if !s.repeats(name, containers) {
				continue
			}
			key := keyOf(containers)
			if byContainers[key] == nil {
				byContainers[key] = &Group{Containers: containers}
			}
			byContainers[key].Variables = append(byContainers[key].Variables, Variable{Name: name})
		}
	}
	var found []Group
	for _, key := range slices.Sorted(maps.Keys(byContainers)) {
		found = append(found, *byContainers[key])
	}
	return found
}

func keyOf(containers []Container) string {
	var b strings.Builder
	for _, c := range containers {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// classes divides the containers that define a variable by what they say, environment by environment.
// A container that an environment does not have goes along with any there.
func (s *survey) classes(name string) [][]Container {
	type class struct {
		containers []Container
		said       map[string]statement
	}
	var found []*class
	users := s.uses[name]
	for _, c := range sortedContainers(users) {
		if !users[c].free() {
			continue
		}
		says := s.statements(c, users[c])
		i := slices.IndexFunc(found, func(k *class) bool { return agree(k.said, says) })
		if i < 0 {
			i = len(found)
			found = append(found, &class{said: map[string]statement{}})
		}
		found[i].containers = append(found[i].containers, c)
		maps.Copy(found[i].said, says)
	}
	list := make([][]Container, len(found))
	for i, k := range found {
		list[i] = k.containers
	}
	return list
}

// statement is what a container says of a variable in an environment that has the container.
type statement struct {
	value string
	set   bool
}

func (s *survey) statements(c Container, u *use) map[string]statement {
	says := map[string]statement{}
	for environment := range s.present[c] {
		value, set := u.values[environment]
		says[environment] = statement{value, set}
	}
	return says
}

func agree(a, b map[string]statement) bool {
	for environment, said := range a {
		if other, known := b[environment]; known && other != said {
			return false
		}
	}
	return true
}

// repeats reports whether in some environment at least two workloads define the variable.
func (s *survey) repeats(name string, containers []Container) bool {
	for _, e := range s.project.Environments {
		if workloads(s.defining(name, e.Name, containers)) > 1 {
			return true
		}
	}
	return false
}

// defining gives those of the containers that define the variable in an environment.
func (s *survey) defining(name, environment string, containers []Container) []Container {
	var found []Container
	for _, c := range containers {
		if u := s.uses[name][c]; u != nil {
			if _, ok := u.values[environment]; ok {
				found = append(found, c)
			}
		}
	}
	return found
}

// fill gives a group what its containers say: values, and the environments in which there are any.
func (s *survey) fill(g *Group) {
	for i := range g.Variables {
		g.Variables[i].Values = map[string]string{}
	}
	g.Environments, g.Definitions = nil, map[string]int{}
	for _, e := range s.project.Environments {
		for i, v := range g.Variables {
			for _, c := range s.defining(v.Name, e.Name, g.Containers) {
				g.Variables[i].Values[e.Name] = s.uses[v.Name][c].values[e.Name]
				g.Definitions[e.Name]++
			}
		}
		if g.Definitions[e.Name] > 0 {
			g.Environments = append(g.Environments, e.Name)
		}
	}
}
