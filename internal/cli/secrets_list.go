package cli

import (
	"context"

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
	formatFlag(cmd, &o.format, textAndJSON())
	return cmd
}

// textAndJSON are the formats of commands whose result is for people or for programs.
func textAndJSON() []string { return []string{"text", "json"} }

func (o *secretsListOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format, textAndJSON()); err != nil {
		return err
	}
	r, err := o.readProject(ctx)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printExactJSON(o.invocation, r.asJSON())
	}
	return printTable(o.invocation, o.format, r.asTable())
}

func (r *secretsRelease) asTable() *report.Table {
	t := &report.Table{
		Columns: []string{"secret", "key", "used by", "provided by"},
		Mark:    "nobody is known to make it",
	}
	for _, n := range r.needs {
		for _, u := range n.Whole {
			t.Rows = append(t.Rows, needRow(n, "(all keys)", u, n.Provider))
		}
		for _, k := range n.Keys {
			for _, u := range k.Uses {
				t.Rows = append(t.Rows, needRow(n, k.Name, u, k.Provider))
			}
		}
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"The release refers to no Secret."}
	}
	return t
}

func needRow(n secret.Need, key string, u secret.Use, p secret.Provider) []report.Cell {
	return []report.Cell{
		{Text: secretID(n)},
		{Text: key},
		{Text: userOf(u)},
		{Text: providerText(p), Mark: p.By == secret.ByNobody && !u.Optional},
	}
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
