package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// noValue stands where a container has no value for a variable.
const noValue = "-"

// show prints what the containers get in one environment.
func (o *envOptions) show(ctx context.Context) error {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return err
	}
	if err := o.checkDecided(project); err != nil {
		return err
	}
	r, err := o.installed(ctx, project, o.invocation.Given(o.first()))
	if err != nil {
		return err
	}
	chosen, err := choose(r.components, o.target)
	if err != nil {
		return err
	}
	places := newPlaces(r.project)
	if o.format == "json" {
		return printJSON(o.invocation, r.asJSON(chosen, o.serviceLinks, places))
	}
	return printTable(o.invocation, o.format, r.asTable(chosen, o.serviceLinks, places))
}

// checkDecided tells who has not said which environment is meant that all can be shown. What is in a
// stream may say it.
func (o *envOptions) checkDecided(project *config.Project) error {
	given := o.invocation.Given(o.first())
	if given.Name != "" || o.release.stream != "" {
		return nil
	}
	_, _, err := pipeline.Environment(project, given, &manifest.Set{})
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		return program.WithHint(err, hinter.Hint()+"; --matrix shows all environments")
	}
	return err
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
		rows := variableRows(e, c, places)
		for _, v := range e.Overwritten {
			rows = append(rows, notGotten(c, v.Name, "overwritten: another entry wins over "+v.Source.String(), places.of(c, v.Variable)))
		}
		if len(rows) == 0 {
			rows = [][]report.Cell{containerRow(c, "(none)", "", "", "")}
		}
		t.Rows = append(t.Rows, rows...)
	}
	if len(chosen) == 0 {
		t.Notes = append(t.Notes, "The release has no workload.")
	}
	return t
}

// variableRows gives the variables of a container in its order, then what it does not get.
func variableRows(e shownEnvironment, c component, places *places) [][]report.Cell {
	var rows [][]report.Cell
	told := map[environ.Source]bool{} // what is missing, and has a row
	for _, source := range e.Unknown {
		whole := environ.Source{Kind: source.Kind, Name: source.Name}
		cells := containerRow(c, everyKey(source), inClusterOnly, source.String(), "")
		if slices.Contains(e.Missing, whole) {
			cells, told[whole] = notGotten(c, everyKey(source), missingText(whole), ""), true
		}
		rows = append(rows, cells)
	}
	for _, v := range e.Variables {
		cells := containerRow(c, v.Name, v.text(), fromText(v.Variable), places.of(c, v.Variable))
		if slices.Contains(e.Missing, v.Source) {
			cells, told[v.Source] = notGotten(c, v.Name, missingText(v.Source), places.of(c, v.Variable)), true
		}
		rows = append(rows, cells)
	}
	for _, s := range e.Skipped {
		rows = append(rows, notGotten(c, s.Name, "skipped: "+s.Reason, places.entry(c, s.Entry).String()))
	}
	for _, source := range e.Missing {
		if !told[source] {
			rows = append(rows, notGotten(c, "", missingText(source), ""))
		}
	}
	return rows
}

// containerRow starts with the container that it is about.
func containerRow(c component, texts ...string) []report.Cell {
	cells := []report.Cell{{Text: c.id.String()}, {Text: c.roleInPod()}}
	for _, text := range texts {
		cells = append(cells, report.Cell{Text: text})
	}
	return cells
}

// notGotten is the row of what the container does not get.
func notGotten(c component, variable, why, place string) []report.Cell {
	cells := containerRow(c, variable, noValue, why, place)
	cells[2].Mark = true
	return cells
}

func missingText(s environ.Source) string {
	return "missing: the pod does not start without " + s.String()
}

// inClusterOnly stands for values that nobody but the cluster knows.
const inClusterOnly = "(known to the cluster)"

// everyKey stands for the variables of an object whose keys only the cluster knows.
func everyKey(s environ.Source) string {
	if s.Prefix != "" {
		return "(every key after " + s.Prefix + ")"
	}
	return "(every key)"
}

// text is the value, with the names of their sources for the parts that only the cluster knows.
func (v shownVariable) text() string {
	if v.hidden != "" {
		return v.redacted()
	}
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
	for _, s := range v.Depends {
		texts = append(texts, "unless "+s.String()+" sets what it is made of")
	}
	return strings.Join(texts, ", ")
}
