package cli

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/report"
)

func (m *envMatrix) asTable() *report.Table {
	t := &report.Table{
		Title:   "Variables by environment",
		Columns: []string{"workload", "container", "variable"},
		Group:   2,
		Mark:    "differs or is missing",
	}
	for _, r := range m.releases {
		t.Columns = append(t.Columns, r.environment.Name)
	}
	differ, lack := 0, 0
	for _, r := range m.rows {
		cells := containerRow(r.component, r.variable)
		for i, differs := range r.differing() {
			cells = append(cells, report.Cell{Text: r.cells[i].text(), Mark: differs || r.cells[i].lacks()})
		}
		if r.differs() {
			differ++
		}
		if r.lacks() {
			lack++
		}
		t.Rows = append(t.Rows, cells)
	}
	note := fmt.Sprintf("%d of %d variables differ", differ, m.compared)
	if lack > 0 {
		note += fmt.Sprintf("; missing somewhere: %d", lack)
	}
	t.Notes = append(t.Notes, note)
	return t
}

// The shape of helm hash env --matrix -o json. Its field names are a contract.
type jsonMatrix struct {
	Version      int             `json:"version"`
	Environments []string        `json:"environments"`
	Variables    []jsonMatrixRow `json:"variables"`
}

type jsonMatrixRow struct {
	jsonComponent
	Name    string           `json:"name"`
	Differs bool             `json:"differs"`
	Values  []jsonMatrixCell `json:"values"`
}

type jsonMatrixCell struct {
	Environment string      `json:"environment"`
	Absent      bool        `json:"absent,omitempty"`
	Missing     *jsonSource `json:"missing,omitempty"` // without it the pod does not start
	Unknown     bool        `json:"unknown,omitempty"` // the keys of an object that only the cluster knows
	Differs     bool        `json:"differs"`
	jsonValue
}

func (m *envMatrix) asJSON() jsonMatrix {
	out := jsonMatrix{Version: 1, Environments: []string{}, Variables: []jsonMatrixRow{}}
	places := make([]*places, len(m.releases))
	for i, r := range m.releases {
		out.Environments = append(out.Environments, r.environment.Name)
		places[i] = newPlaces(r.project)
	}
	for _, r := range m.rows {
		line := jsonMatrixRow{jsonComponent: jsonOf(r.component), Name: r.variable, Differs: r.differs()}
		for i, differs := range r.differing() {
			cell := r.cells[i].asJSON(places[i])
			cell.Environment, cell.Differs = m.releases[i].environment.Name, differs
			line.Values = append(line.Values, cell)
		}
		out.Variables = append(out.Variables, line)
	}
	return out
}

func (c matrixCell) asJSON(places *places) jsonMatrixCell {
	switch {
	case c.lacks():
		source := jsonSource(c.missing)
		return jsonMatrixCell{Absent: true, Missing: &source}
	case !c.known:
		return jsonMatrixCell{Absent: true}
	case c.whole:
		return jsonMatrixCell{Unknown: true}
	default:
		return jsonMatrixCell{jsonValue: jsonValueOf(c.component, c.variable, places)}
	}
}
