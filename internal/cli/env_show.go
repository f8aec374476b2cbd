package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// absent stands where a container has no value for a variable.
const absent = "-"

// show prints what the containers get in one environment.
func (o *envOptions) show(ctx context.Context) error {
	r, err := o.one(ctx)
	if err != nil {
		return err
	}
	chosen, err := choose(r.components, o.target)
	if err != nil {
		return err
	}
	places := newPlaces(r.project)
	if o.format == "json" {
		return printExactJSON(o.invocation, r.asJSON(chosen, o.serviceLinks, places))
	}
	return printTable(o.invocation, o.format, r.asTable(chosen, o.serviceLinks, places))
}

func (r *envRelease) asTable(chosen []component, links bool, places *places) *report.Table {
	t := &report.Table{
		Title:   "Variables in " + r.environment.Name,
		Columns: []string{"workload", "container", "variable", "value", "from", "place"},
		Group:   2,
		Mark:    "the container does not get it",
	}
	for _, c := range chosen {
		e := r.of(c, links)
		rows := rowsOf(e, c, places)
		for _, v := range e.Overwritten {
			rows = append(rows, lost(c, v.Name, "overwritten: another entry wins over "+v.Source.String(), places.of(c, v)))
		}
		if len(rows) == 0 {
			rows = [][]report.Cell{row(c, "(none)", "", "", "")}
		}
		t.Rows = append(t.Rows, rows...)
	}
	if len(chosen) == 0 {
		t.Notes = append(t.Notes, "The release has no workload.")
	}
	return t
}

// rowsOf gives the variables of a container in its order, then what it does not get.
func rowsOf(e environ.Environment, c component, places *places) [][]report.Cell {
	var rows [][]report.Cell
	told := map[environ.Source]bool{} // what is missing, and has a row
	for _, source := range e.Unknown {
		whole := environ.Source{Kind: source.Kind, Name: source.Name}
		cells := row(c, everyKey(source), "(known to the cluster)", source.String(), "")
		if slices.Contains(e.Missing, whole) {
			cells, told[whole] = lost(c, everyKey(source), missing(whole), ""), true
		}
		rows = append(rows, cells)
	}
	for _, v := range e.Variables {
		cells := row(c, v.Name, valueText(v), fromText(v), places.of(c, v))
		if slices.Contains(e.Missing, v.Source) {
			cells, told[v.Source] = lost(c, v.Name, missing(v.Source), places.of(c, v)), true
		}
		rows = append(rows, cells)
	}
	for _, s := range e.Skipped {
		rows = append(rows, lost(c, s.Name, "skipped: "+s.Reason, places.entry(c, s.Entry).String()))
	}
	for _, source := range e.Missing {
		if !told[source] {
			rows = append(rows, lost(c, "", missing(source), ""))
		}
	}
	return rows
}

func row(c component, texts ...string) []report.Cell {
	cells := []report.Cell{{Text: c.id.String()}, {Text: c.role()}}
	for _, text := range texts {
		cells = append(cells, report.Cell{Text: text})
	}
	return cells
}

// lost is the row of what the container does not get.
func lost(c component, variable, why, place string) []report.Cell {
	cells := row(c, variable, absent, why, place)
	cells[2].Mark = true
	return cells
}

func missing(s environ.Source) string { return "missing: the pod does not start without " + s.String() }

// everyKey stands for the variables of an object whose keys only the cluster knows.
func everyKey(s environ.Source) string {
	if s.Prefix != "" {
		return "(every key after " + s.Prefix + ")"
	}
	return "(every key)"
}

// valueText is the value, with the names of their sources for the parts that only the cluster knows.
func valueText(v environ.Variable) string {
	if len(v.Value) == 1 && !v.Value.Known() {
		return v.Value[0].Unknown.String()
	}
	return v.Value.String()
}

// fromText says where the value comes from, and what would set another one.
func fromText(v environ.Variable) string {
	texts := []string{v.Source.String()}
	for _, s := range v.Doubt {
		texts = append(texts, "unless "+s.String()+" sets it")
	}
	return strings.Join(texts, ", ")
}

func printTable(p *program.Invocation, format string, t *report.Table) error {
	f, err := report.FindTable(format)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := f.Write(&text, t); err != nil {
		return fmt.Errorf("table: %w", err)
	}
	return p.Output(text.Bytes())
}
