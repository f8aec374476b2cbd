package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
	"github.com/hashintel/helm-hash/internal/secret"
)

type secretsListOptions struct {
	secretsOptions
	format string
}

func secretsListCommand(p *program.Invocation) *cobra.Command {
	o := secretsListOptions{secretsOptions: secretsOptions{invocation: p}}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the Secrets that a release refers to, who uses them and who provides them",
		Long: `list renders the release, takes it through the pipeline of hash-post, and prints key by key
who uses it and who provides it: a resource of the release, such as an ExternalSecret, or the
cluster, where a stanza of hash.yaml says so. A key that nobody provides is marked: the pod will
not start unless somebody makes it.`,
		Example: `  helm hash secrets list --env production
  helm hash secrets list --env local -o json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd)
	formatFlag(cmd, &o.format, tableFormats())
	return cmd
}

func (o *secretsListOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format, tableFormats()); err != nil {
		return err
	}
	r, err := o.readProject(ctx)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printJSON(o.invocation, r.asJSON())
	}
	return printTable(o.invocation, o.format, r.asTable())
}

func (r *secretsRelease) asTable() *report.Table {
	t := &report.Table{
		Columns: slices.Concat([]string{"secret", "key"}, useColumns(), []string{"provided by"}),
		Mark:    "nobody is known to make it",
	}
	for _, n := range r.needs {
		for _, u := range n.Whole {
			addNew(t, needRow(n, "(all keys)", u, n.Provider))
		}
		for _, k := range n.Keys {
			for _, u := range k.Uses {
				addNew(t, needRow(n, k.Name, u, k.Provider))
			}
		}
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"The release refers to no Secret."}
	}
	return t
}

// addNew adds a row unless it is there: a container may take a key twice under one name.
func addNew(t *report.Table, row []report.Cell) {
	if !slices.ContainsFunc(t.Rows, func(earlier []report.Cell) bool { return slices.Equal(earlier, row) }) {
		t.Rows = append(t.Rows, row)
	}
}

func needRow(n secret.Need, key string, u secret.Use, p secret.Provider) []report.Cell {
	return slices.Concat([]report.Cell{{Text: n.String()}, {Text: key}}, useCells(u),
		[]report.Cell{{Text: providerText(p), Mark: p.By == secret.ByNobody && !u.Optional}})
}

// useColumns say who uses a Secret.
func useColumns() []string { return []string{"workload", "container", "variable"} }

// useCells are those of useColumns. What is no variable stands in brackets.
func useCells(u secret.Use) []report.Cell {
	use := u.Variable
	if use == "" {
		use = "(" + u.For() + ")"
	}
	if u.Optional {
		use += ", optional"
	}
	return []report.Cell{{Text: u.Resource.String()}, {Text: u.Container}, {Text: use}}
}

func providerText(p secret.Provider) string {
	switch p.By {
	case secret.ByRelease:
		return p.Resource.String()
	case secret.ByExisting, secret.ByStanza:
		return "the cluster (" + p.Place + ")"
	case secret.ByNobody:
		return "nobody"
	}
	return string(p.By)
}
