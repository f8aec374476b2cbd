package cli

import (
	"context"
	"slices"
)

// matrix prints what the containers get in several environments, side by side.
func (o *envOptions) matrix(ctx context.Context) error {
	releases, chosen, err := o.eachChosen(ctx)
	if err != nil {
		return err
	}
	m := newEnvMatrix(releases, chosen, o.serviceLinks)
	if o.differences {
		m.rows = slices.DeleteFunc(m.rows, func(r *matrixRow) bool { return !r.differs() && !r.lacks() })
	}
	if o.format == "json" {
		return printJSON(o.invocation, m.asJSON())
	}
	return printTable(o.invocation, o.format, m.asTable())
}

// envMatrix is variables by environments.
type envMatrix struct {
	releases []*envRelease
	rows     []*matrixRow
	compared int // rows that there were before any was left out
}

// matrixRow is one variable of one container, with a cell for each environment.
type matrixRow struct {
	component component
	variable  string
	cells     []matrixCell
}

// componentKey says which containers of different environments are the same one.
type componentKey struct{ kind, namespace, name, container string }

func (c component) key() componentKey {
	return componentKey{c.id.Kind, c.id.Namespace, c.id.Name, c.roleInPod()}
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
			for _, found := range namedCells(r.of(c, links), c) {
				var at *matrixRow
				rows, at = rowFor(rows, c, found.name, len(releases))
				at.cells[i] = found.matrixCell
			}
			wanted[c.key()] = rows
		}
	}
	for _, key := range order {
		m.rows = append(m.rows, wanted[key]...)
	}
	m.compared = len(m.rows)
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

// lacks reports whether what the variable needs is missing in an environment.
func (r *matrixRow) lacks() bool { return slices.ContainsFunc(r.cells, matrixCell.lacks) }

// differs reports whether not all environments have the same value.
func (r *matrixRow) differs() bool { return slices.Contains(r.differing(), true) }

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
