package hoist

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// search looks for a selector that matches all friends and no foe.
type search struct {
	release       string // its name, which the next installation may choose otherwise
	friends, foes []map[string]string
}

// requirement is one condition of a selector: the label has one of the values.
type requirement struct {
	key    string
	values []string // sorted
}

func (q requirement) matches(l map[string]string) bool { return slices.Contains(q.values, l[q.key]) }

// String writes the requirement as kubectl takes it.
func (q requirement) String() string {
	if len(q.values) == 1 {
		return q.key + "=" + q.values[0]
	}
	return q.key + " in (" + strings.Join(q.values, ", ") + ")"
}

// selector gives the first single label that tells friends from foes, or else as few together as can be
// found without trying all combinations.
func (s search) selector() (string, bool) {
	var usable []requirement
	for _, key := range s.keys() {
		q, ok := s.require(key)
		if !ok {
			continue
		}
		if len(s.matching([]requirement{q})) == 0 {
			return q.String(), true
		}
		usable = append(usable, q)
	}
	var chosen []requirement
	for _, q := range usable {
		if more := append(slices.Clip(chosen), q); len(s.matching(more)) < len(s.matching(chosen)) {
			chosen = more
		}
	}
	if len(chosen) == 0 || len(s.matching(chosen)) > 0 {
		return "", false
	}
	return join(s.needed(chosen)), true
}

// needed leaves out what the other requirements do as well.
func (s search) needed(chosen []requirement) []requirement {
	for i := 0; i < len(chosen); {
		if fewer := slices.Delete(slices.Clone(chosen), i, i+1); len(s.matching(fewer)) == 0 {
			chosen = fewer
			continue
		}
		i++
	}
	return chosen
}

func join(requirements []requirement) string {
	parts := make([]string, len(requirements))
	for i, q := range requirements {
		parts[i] = q.String()
	}
	return strings.Join(parts, ", ")
}

// matching gives the foes that all of the requirements match.
func (s search) matching(requirements []requirement) []map[string]string {
	return slices.DeleteFunc(slices.Clone(s.foes), func(l map[string]string) bool {
		return slices.ContainsFunc(requirements, func(q requirement) bool { return !q.matches(l) })
	})
}

var (
	labelKey   = regexp.MustCompile(`^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$`)
	labelValue = regexp.MustCompile(`^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$`)
)

// require makes the requirement that all friends meet; it is false where one lacks the label.
func (s search) require(key string) (requirement, bool) {
	q := requirement{key: key}
	for _, l := range s.friends {
		if !labelValue.MatchString(l[key]) {
			return requirement{}, false
		}
		q.values = append(q.values, l[key])
	}
	slices.Sort(q.values)
	q.values = slices.Compact(q.values)
	return q, len(q.values) > 0
}

// keys gives the labels to try, the best first: those by which people know workloads, and those whose
// values do not depend on the release.
func (s search) keys() []string {
	known := map[string]bool{}
	for _, l := range s.friends {
		for key := range l {
			known[key] = known[key] || labelKey.MatchString(key)
		}
	}
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(key string) bool {
		return !known[key] || slices.Contains(changing(), key)
	})
	rank := func(key string) int {
		rank := slices.Index(preferred(), key)
		if rank < 0 {
			rank = len(preferred())
		}
		if slices.Contains(ofRelease(), key) || s.namesRelease(key) {
			rank += len(preferred()) + 1
		}
		return rank
	}
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	return keys
}

// namesRelease reports whether the label of a friend holds the name of the release, with more around it.
// One that is just the same name may well be that of the chart.
func (s search) namesRelease(key string) bool {
	return slices.ContainsFunc(s.friends, func(l map[string]string) bool {
		return l[key] != s.release && strings.Contains(l[key], s.release)
	})
}

// preferred are the labels by which people know workloads.
func preferred() []string {
	return []string{"app.kubernetes.io/component", "app.kubernetes.io/name", "component", "app", "k8s-app"}
}

// changing are labels that the next version of a chart changes, or that say nothing of the workload.
func changing() []string {
	return []string{
		"helm.sh/chart", "chart", "app.kubernetes.io/version", "version",
		"app.kubernetes.io/managed-by", "heritage",
	}
}

// ofRelease are labels whose value is the name of the release by custom.
func ofRelease() []string { return []string{"app.kubernetes.io/instance", "release"} }
