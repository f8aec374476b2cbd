package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// driftRule is the rule whose findings are the drift.
const driftRule = "env/drift"

// drift prints the variables that a container sets otherwise than hash.yaml shares them.
func (o *envOptions) drift(ctx context.Context) error {
	releases, chosen, err := o.eachChosen(ctx)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printJSON(o.invocation, driftsAsJSON(releases, chosen))
	}
	return printTable(o.invocation, o.format, driftsAsTable(releases, chosen))
}

// drifts gives the findings about the containers chosen, their files named as in reports.
func (r *envRelease) drifts(chosen []component) []finding.Finding {
	found := slices.DeleteFunc(slices.Clone(r.findings), func(f finding.Finding) bool {
		return f.Rule != driftRule || !slices.ContainsFunc(chosen, func(c component) bool {
			return f.Container == c.container.Name && f.Resource.InNamespace(c.id.Namespace) == c.id
		})
	})
	for i, f := range found {
		found[i].Source = program.RelocateSource(f.Source, r.project)
	}
	return found
}

// driftsOff reports whether the environment has the rule disabled, so that nothing was looked for.
func (r *envRelease) driftsOff() bool {
	return !slices.ContainsFunc(pipeline.RulesOf(r.environment), func(rule finding.Rule) bool { return rule.ID == driftRule })
}

// driftingVariable is the variable that a finding is about. Its path has the position in env, its named
// path the name in the same place.
func driftingVariable(f finding.Finding) string {
	named := manifest.ParsePath(f.NamedPath)
	at := slices.Index(f.Path, any("env")) + 1
	if at == 0 || at >= len(named) {
		return ""
	}
	return fmt.Sprint(named[at])
}

func driftsAsTable(releases []*envRelease, chosen []component) *report.Table {
	t := &report.Table{
		Title:   "Variables that do not follow hash.yaml",
		Columns: []string{"environment", "workload", "container", "variable", "why", "place"},
		Group:   1,
	}
	for _, r := range releases {
		for _, f := range r.drifts(chosen) {
			variable := driftingVariable(f)
			why := strings.TrimPrefix(f.Message, variable+" ")
			if f.Waiver != nil {
				why += " (waived: " + f.Waiver.Reason + ")"
			}
			var cells []report.Cell
			for _, text := range []string{r.environment.Name, f.Resource.String(), f.Container, variable, why, f.Source.String()} {
				cells = append(cells, report.Cell{Text: text})
			}
			t.Rows = append(t.Rows, cells)
		}
		if r.driftsOff() {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: hash.yaml disables %s there, so nothing was looked for", r.environment.Name, driftRule))
		}
	}
	if len(t.Rows) == 0 && len(t.Notes) < len(releases) {
		t.Notes = append([]string{"No drift: every variable follows hash.yaml."}, t.Notes...)
	}
	return t
}

// The shape of helm hash env --drift -o json. Its field names are a contract.
type jsonDrifts struct {
	Version      int               `json:"version"`
	Environments []jsonDriftsOfOne `json:"environments"`
}

type jsonDriftsOfOne struct {
	Environment string      `json:"environment"`
	Disabled    bool        `json:"disabled,omitempty"`
	Drift       []jsonDrift `json:"drift"`
}

type jsonDrift struct {
	Workload  jsonWorkload `json:"workload"`
	Container string       `json:"container"`
	Variable  string       `json:"variable"`
	Why       string       `json:"why"`
	Location  *jsonPlace   `json:"location,omitempty"`
	Waived    string       `json:"waived,omitempty"` // the reason
}

func driftsAsJSON(releases []*envRelease, chosen []component) jsonDrifts {
	out := jsonDrifts{Version: 1, Environments: []jsonDriftsOfOne{}}
	for _, r := range releases {
		one := jsonDriftsOfOne{Environment: r.environment.Name, Disabled: r.driftsOff(), Drift: []jsonDrift{}}
		for _, f := range r.drifts(chosen) {
			d := jsonDrift{
				Workload:  jsonWorkload{f.Resource.Kind, f.Resource.InNamespace(r.project.Release.Namespace).Namespace, f.Resource.Name},
				Container: f.Container,
				Variable:  driftingVariable(f),
				Why:       f.Message,
				Location:  jsonPlaceOf(f.Source),
			}
			if f.Waiver != nil {
				d.Waived = f.Waiver.Reason
			}
			one.Drift = append(one.Drift, d)
		}
		out.Environments = append(out.Environments, one)
	}
	return out
}
