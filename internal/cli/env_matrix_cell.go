package cli

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
)

// matrixCell is a variable in one environment. Without known and missing, the container does not get it.
type matrixCell struct {
	component component
	variable  shownVariable
	known     bool
	whole     bool           // the row is about an object whose keys only the cluster knows
	missing   environ.Source // what has to be there and is not
}

// text is what the variable holds in the environment.
func (c matrixCell) text() string {
	switch {
	case c.lacks():
		return "missing: " + c.missing.String()
	case !c.known:
		return noValue
	case c.whole:
		return inClusterOnly
	default:
		return c.variable.text()
	}
}

func (c matrixCell) lacks() bool { return c.missing != (environ.Source{}) }

// matrixValue is what cells are compared by: a value of "-" is not the same as none, and values that are
// hidden differ all the same.
type matrixValue struct {
	text    string
	known   bool
	missing environ.Source
}

func (c matrixCell) value() matrixValue {
	return matrixValue{c.variable.Value.String(), c.known, c.missing}
}

// namedCell is a cell with the name of the row that it belongs in.
type namedCell struct {
	name string
	matrixCell
}

// namedCells gives what a container gets in one environment, and what it should get.
func namedCells(e shownEnvironment, c component) []namedCell {
	var cells []namedCell
	told := map[environ.Source]bool{}
	missing := func(s environ.Source) environ.Source {
		if !slices.Contains(e.Missing, s) {
			return environ.Source{}
		}
		told[s] = true
		return s
	}
	for _, s := range e.Unknown {
		name := "(every key of " + s.String() + ")"
		object := missing(environ.Source{Kind: s.Kind, Name: s.Name})
		cells = append(cells, namedCell{name, matrixCell{component: c, known: true, whole: true, missing: object}})
	}
	for _, v := range e.Variables {
		cells = append(cells, namedCell{v.Name, matrixCell{component: c, variable: v, known: true, missing: missing(v.Source)}})
	}
	for _, s := range e.Missing {
		if !told[s] { // of a variable that another entry sets
			cells = append(cells, namedCell{"(" + s.String() + ")", matrixCell{component: c, missing: s}})
		}
	}
	return cells
}
