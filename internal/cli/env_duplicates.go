package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/report"
)

// duplicates prints the variables that several workloads define alike, and the shared env that holds
// them or would hold them.
func (o *envOptions) duplicates(ctx context.Context) error {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return err
	}
	chosen, err := o.release.environments(project, o.environments)
	if err != nil {
		return err
	}
	only := *project
	only.Environments = chosen
	run := hoisting{
		subject:    &hoistSubject{project: &only, name: project.Release.Name},
		invocation: o.invocation,
		flags:      o.release,
	}
	if err := run.render(ctx); err != nil {
		return err
	}
	found, err := o.about(run.input, hoist.Propose(run.input).Repetitions)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printJSON(o.invocation, duplicatesAsJSON(found, project.Release.Namespace))
	}
	return printTable(o.invocation, o.format, duplicatesAsTable(found))
}

// about keeps what concerns the workload or container that the arguments name.
func (o *envOptions) about(in hoist.Input, all []hoist.Repetition) ([]hoist.Repetition, error) {
	if o.target == "" {
		return all, nil
	}
	var known []component
	for _, r := range in.Releases {
		known = append(known, components(r.Chart, in.Kinds, "")...)
	}
	meant, err := choose(known, o.target)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(r hoist.Repetition) bool {
		return !slices.ContainsFunc(r.Containers, func(c hoist.Container) bool {
			return slices.ContainsFunc(meant, func(m component) bool {
				return m.container.Name == c.Name && m.id.Kind == c.Workload.Kind && m.id.Name == c.Workload.Name
			})
		})
	}), nil
}

func duplicatesAsTable(found []hoist.Repetition) *report.Table {
	t := &report.Table{
		Title:   "Variables that several workloads define alike",
		Columns: []string{"variable", "value", "shared env", "environments", "containers"},
		Mark:    "not shared yet",
	}
	for _, r := range found {
		t.Rows = append(t.Rows, []report.Cell{
			{Text: r.Variable},
			{Text: shownValue(r)},
			{Text: sharedBy(r), Mark: r.ConfigMap == "" || r.New},
			{Text: strings.Join(r.Environments, ", ")},
			{Text: namesOfContainers(r.Containers)},
		})
	}
	if len(found) == 0 {
		t.Notes = append(t.Notes, "No two workloads define a variable alike.")
	}
	return t
}

// shownValue keeps what looks like a credential out of the table.
func shownValue(r hoist.Repetition) string {
	if r.Secret {
		return "(not shown)"
	}
	return r.Value
}

func sharedBy(r hoist.Repetition) string {
	switch {
	case r.New:
		return r.ConfigMap + " (new)"
	case r.ConfigMap != "":
		return r.ConfigMap
	default:
		return "none: " + r.Reason
	}
}

// The shapes of helm hash env --duplicates -o json. Their field names are a contract.
type jsonDuplicates struct {
	Version    int             `json:"version"`
	Duplicates []jsonDuplicate `json:"duplicates"`
}

type jsonDuplicate struct {
	Variable     string               `json:"variable"`
	Value        *string              `json:"value,omitempty"` // missing where it looks like a credential
	Environments []string             `json:"environments"`
	Containers   []jsonHoistContainer `json:"containers"`
	ConfigMap    string               `json:"configMap,omitempty"`
	New          bool                 `json:"new"` // the ConfigMap is not there yet: helm hash env hoist adds it
	Reason       string               `json:"reason,omitempty"`
}

func duplicatesAsJSON(found []hoist.Repetition, namespace string) jsonDuplicates {
	j := jsonDuplicates{Version: 1, Duplicates: []jsonDuplicate{}}
	for _, r := range found {
		d := jsonDuplicate{
			Variable: r.Variable, Environments: r.Environments, Containers: hoistContainers(r.Containers, namespace),
			ConfigMap: r.ConfigMap, New: r.New, Reason: r.Reason,
		}
		if !r.Secret {
			d.Value = &r.Value
		}
		j.Duplicates = append(j.Duplicates, d)
	}
	return j
}
