package hoist

import (
	"cmp"
	"maps"
	"slices"
)

// repetitions lists what workloads repeat, and what becomes of it, in the order of the variables. Where
// several environments say the same, it stands there once.
func (s *survey) repetitions(groups []Group) []Repetition {
	s.conclude(groups)
	var found []Repetition
	for _, name := range slices.Sorted(maps.Keys(s.uses)) {
		for _, e := range s.project.Environments {
			for _, r := range s.repeated(name, e.Name) {
				i := slices.IndexFunc(found, func(known Repetition) bool { return known.same(r) })
				if i < 0 {
					found = append(found, r)
					continue
				}
				found[i].Environments = append(found[i].Environments, e.Name)
			}
		}
	}
	return found
}

// conclude notes for every use what becomes of it.
func (s *survey) conclude(groups []Group) {
	for _, g := range groups {
		for _, v := range g.Variables {
			for _, c := range g.Containers {
				s.uses[v.Name][c].outcome = Outcome{ConfigMap: g.ConfigMap, New: true}
			}
		}
	}
}

// in says what becomes of a use in an environment. Rest is what to say of one that could move, and does not.
func (u *use) in(environment, rest string) Outcome {
	switch {
	case u.held[environment] != "":
		return Outcome{ConfigMap: u.held[environment]}
	case u.outcome != Outcome{}:
		return u.outcome
	case len(u.held) > 0:
		return Outcome{Reason: "a ConfigMap of hash.yaml holds it, but not in every environment"}
	default:
		return Outcome{Reason: rest}
	}
}

// rest says why uses that could move do not.
func (s *survey) rest(name string, containers []Container) string {
	free := slices.DeleteFunc(slices.Clone(containers), func(c Container) bool { return !s.uses[name][c].free() })
	if workloads(free) < 2 {
		return "no other workload that repeats it can share it"
	}
	return "the workloads that repeat it differ in another environment"
}

// repeated gives the repetitions of a variable in one environment.
func (s *survey) repeated(name, environment string) []Repetition {
	byValue := map[string][]Container{}
	for _, c := range sortedContainers(s.uses[name]) {
		if value, ok := s.uses[name][c].values[environment]; ok {
			byValue[value] = append(byValue[value], c)
		}
	}
	var found []Repetition
	for _, value := range slices.Sorted(maps.Keys(byValue)) {
		if workloads(byValue[value]) < 2 {
			continue
		}
		byOutcome := map[Outcome][]Container{}
		rest, secret := s.rest(name, byValue[value]), false
		for _, c := range byValue[value] {
			u := s.uses[name][c]
			outcome := u.in(environment, rest)
			byOutcome[outcome] = append(byOutcome[outcome], c)
			secret = secret || u.secret
		}
		for _, o := range slices.SortedFunc(maps.Keys(byOutcome), compareOutcomes) {
			found = append(found, Repetition{
				Variable: name, Value: value, Secret: secret, Outcome: o,
				Environments: []string{environment}, Containers: byOutcome[o],
			})
		}
	}
	return found
}

func compareOutcomes(a, b Outcome) int {
	return cmp.Or(cmp.Compare(a.ConfigMap, b.ConfigMap), cmp.Compare(a.Reason, b.Reason))
}

// same reports whether both say the same of different environments.
func (r Repetition) same(other Repetition) bool {
	return r.Variable == other.Variable && r.Value == other.Value && r.Outcome == other.Outcome &&
		slices.Equal(r.Containers, other.Containers)
}
