package cli

import (
	"context"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
)

// matrix prints what the containers get in several environments, side by side.
func (o *envOptions) matrix(ctx context.Context) error {
	releases, err := o.each(ctx)
	if err != nil {
		return err
	}
	var all []component
	for _, r := range releases {
		all = append(all, r.components...)
	}
	chosen, err := choose(all, o.target)
	if err != nil {
		return err
	}
	m := newEnvMatrix(releases, chosen, o.serviceLinks)
	if o.format == "json" {
		return printExactJSON(o.invocation, m.asJSON())
	}
	return printTable(o.invocation, o.format, m.asTable())
}

// envMatrix is variables by environments.
type envMatrix struct {
	releases []*envRelease
	rows     []*matrixRow
}

// matrixRow is one variable of one container, with a cell for each environment.
type matrixRow struct {
	component component
	variable  string
	cells     []matrixCell
}

// matrixCell is a variable in one environment; known is false where the container does not get it.
type matrixCell struct {
	component component
	variable  environ.Variable
	known     bool
}

// text is what the variable holds in the environment.
func (c matrixCell) text() string {
	if !c.known {
		return absent
	}
	return valueText(c.variable)
}

// componentKey says which containers of different environments are the same one.
type componentKey struct{ kind, namespace, name, role string }

func (c component) key() componentKey {
	return componentKey{c.id.Kind, c.id.Namespace, c.id.Name, c.role()}
}

// newEnvMatrix brings the environments together: containers in the order in which they are first met,
// variables in that of the first environment that has them.
func newEnvMatrix(releases []*envRelease, chosen []component, links bool) *envMatrix {
	m := &envMatrix{releases: releases}
	wanted := map[componentKey][]*matrixRow{}
	var order []componentKey
	for _, c := range chosen {
		if _, met := wanted[c.key()]; !met {
			wanted[c.key()] = nil
			order = append(order, c.key())
		}
	}
	for i, r := range releases {
		for _, c := range r.components {
			rows, ok := wanted[c.key()]
			if !ok {
				continue
			}
			e := r.of(c, links)
			for _, v := range e.Variables {
				var at *matrixRow
				rows, at = rowFor(rows, c, v.Name, len(releases))
				at.cells[i] = matrixCell{c, v, !slices.Contains(e.Missing, v.Source)}
			}
			wanted[c.key()] = rows
		}
	}
	for _, key := range order {
		m.rows = append(m.rows, wanted[key]...)
	}
	return m
}

// rowFor finds the row of a variable, or adds it.
func rowFor(rows []*matrixRow, c component, variable string, environments int) ([]*matrixRow, *matrixRow) {
	for _, row := range rows {
		if row.variable == variable {
			return rows, row
		}
	}
	added := &matrixRow{component: c, variable: variable, cells: make([]matrixCell, environments)}
	return append(rows, added), added
}

// differing tells for each environment whether its value is a rarer one than another's.
func (r *matrixRow) differing() []bool {
	count := map[matrixValue]int{}
	most := 0
	for _, c := range r.cells {
		count[c.value()]++
		most = max(most, count[c.value()])
	}
	// Where two values are equally common, neither is the one from which the other differs.
	leaders := 0
	for _, n := range count {
		if n == most {
			leaders++
		}
	}
	differing := make([]bool, len(r.cells))
	for i, c := range r.cells {
		differing[i] = len(count) > 1 && (leaders > 1 || count[c.value()] < most)
	}
	return differing
}

// matrixValue is what cells are compared by: a value of "-" is not the same as none.
type matrixValue struct {
	text  string
	known bool
}

func (c matrixCell) value() matrixValue { return matrixValue{c.text(), c.known} }
