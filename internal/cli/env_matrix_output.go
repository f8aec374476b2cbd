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
		Mark:    "differs",
	}
	for _, r := range m.releases {
		t.Columns = append(t.Columns, r.environment.Name)
	}
	differ := 0
	for _, r := range m.rows {
		cells := row(r.component, r.variable)
		marked := false
		for i, differs := range r.differing() {
			cells = append(cells, report.Cell{Text: r.cells[i].text(), Mark: differs})
			marked = marked || differs
		}
		if marked {
			differ++
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%d of %d variables differ", differ, len(m.rows)))
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
	Environment string `json:"environment"`
	Absent      bool   `json:"absent,omitempty"`
	Differs     bool   `json:"differs"`
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
		line := jsonMatrixRow{jsonComponent: jsonOf(r.component), Name: r.variable}
		for i, differs := range r.differing() {
			cell := jsonMatrixCell{Environment: m.releases[i].environment.Name, Absent: !r.cells[i].known, Differs: differs}
			if r.cells[i].known {
				cell.jsonValue = jsonValueOf(r.cells[i].component, r.cells[i].variable, places[i])
			}
			line.Differs = line.Differs || differs
			line.Values = append(line.Values, cell)
		}
		out.Variables = append(out.Variables, line)
	}
	return out
}
