package finding

import (
	"cmp"
	"slices"
	"strings"
)

// Sort puts findings into the order of every report: by file, so that a person opens each file once;
// then by resource, container, rule, field, line and message. Findings about the whole release have
// neither file nor resource and come first. Equal ones keep their order.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, compare)
}

func compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Source.File, b.Source.File),
		a.Resource.Compare(b.Resource),
		strings.Compare(a.Container, b.Container),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.RuleName, b.RuleName),
		slices.CompareFunc(a.Path, b.Path, compareSteps),
		cmp.Compare(a.Source.Line, b.Source.Line),
		strings.Compare(a.Message, b.Message),
	)
}

// compareSteps puts list positions before keys, and position 2 before position 10.
func compareSteps(a, b any) int {
	m, aIsIndex := a.(int)
	n, bIsIndex := b.(int)
	switch {
	case aIsIndex && bIsIndex:
		return cmp.Compare(m, n)
	case aIsIndex:
		return -1
	case bIsIndex:
		return 1
	}
	key, _ := a.(string)
	other, _ := b.(string)
	return strings.Compare(key, other)
}
