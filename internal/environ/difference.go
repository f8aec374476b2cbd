package environ

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Difference is something that a container gets otherwise than before: a variable, or an Object that has
// to be there, is not there, or might set variables.
type Difference struct {
	Name   string    // of the variable; empty where an Object may be about any
	Before *Variable // nil where it is not set
	After  *Variable
	Object Source // zero where Before and After differ
}

// Differences compares what containers get, whoever gives it to them: names and values of variables, what
// is missing, and what might set them. None means that the kubelet gives both the same, whatever there
// is in the cluster. The order of variables does not matter.
func Differences(before, after Environment) []Difference {
	was, is := byName(before), byName(after)
	perhapsWas, perhapsIs := before.doubted(was), after.doubted(is)
	names := slices.Concat(keys(was), keys(is), keys(perhapsWas), keys(perhapsIs))
	slices.Sort(names)
	var found []Difference
	for _, name := range slices.Compact(names) {
		d := Difference{Name: name, Before: was[name], After: is[name]}
		if d.real() {
			found = append(found, d)
			continue
		}
		for _, s := range differing(perhapsWas[name], perhapsIs[name]) {
			found = append(found, Difference{Name: name, Object: s})
		}
	}
	objects := slices.Concat(
		differing(distinct(before.Missing), distinct(after.Missing)),
		differing(distinct(before.Assumed), distinct(after.Assumed)),
		differing(before.Unknown, after.Unknown),
	)
	for _, s := range distinct(objects) {
		found = append(found, Difference{Object: s})
	}
	return found
}

// String says what differs, without the values of Secrets.
func (d Difference) String() string {
	switch {
	case d.Object == Source{}:
		return d.Name + " was " + d.Before.described() + " and is " + d.After.described()
	case d.Name != "":
		return d.Name + " may be set by " + d.Object.String() + ", otherwise than before"
	default:
		return d.Object.String() + " is taken, or missing, otherwise than before"
	}
}

func (d Difference) real() bool {
	if d.Before == nil || d.After == nil {
		return d.Before != d.After
	}
	b, a := d.Before, d.After
	return !b.Value.Equal(a.Value) || !slices.Equal(b.Doubt, a.Doubt) || !slices.Equal(b.Depends, a.Depends) || b.basis != a.basis
}

func (v *Variable) described() string {
	if v == nil {
		return "not set"
	}
	parts := []string{strconv.Quote(v.Value.String())}
	for _, s := range v.Doubt {
		parts = append(parts, "unless "+s.String()+" sets it")
	}
	for _, s := range v.Depends {
		parts = append(parts, "unless "+s.String()+" sets what it is made of")
	}
	return strings.Join(parts, ", ")
}

func byName(e Environment) map[string]*Variable {
	found := make(map[string]*Variable, len(e.Variables))
	for i := range e.Variables {
		found[e.Variables[i].Name] = &e.Variables[i]
	}
	return found
}

// doubted gives what might set variables that are not set.
func (e Environment) doubted(set map[string]*Variable) map[string][]Source {
	found := map[string][]Source{}
	for _, s := range e.Skipped {
		if s.Doubt != (Source{}) && set[s.Name] == nil {
			found[s.Name] = append(found[s.Name], s.Doubt)
		}
	}
	return found
}

// differing gives the sources that only one of the lists has, or all where nothing but their order
// differs: of two objects the later one wins.
func differing(before, after []Source) []Source {
	if slices.Equal(before, after) {
		return nil
	}
	found := slices.DeleteFunc(slices.Concat(before, after), func(s Source) bool {
		return slices.Contains(before, s) && slices.Contains(after, s)
	})
	if len(found) == 0 {
		found = after
	}
	return distinct(found)
}

// distinct gives the sources sorted, and each once.
func distinct(sources []Source) []Source {
	return slices.Compact(slices.SortedFunc(slices.Values(sources), func(a, b Source) int {
		return cmp.Or(
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Key, b.Key),
			cmp.Compare(a.Prefix, b.Prefix),
		)
	}))
}

func keys[V any](m map[string]V) []string { return slices.Collect(maps.Keys(m)) }
