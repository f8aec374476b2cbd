package cli

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

type policyListOptions struct {
	invocation  *program.Invocation
	config      string
	environment string
	format      string
}

func policyListCommand(p *program.Invocation) *cobra.Command {
	o := policyListOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules, or those that run in an environment",
		Long: `list prints the built-in rules with their severity and the profiles that contain them. With
--env it prints those that run in that environment, with the severities set there; own
policies of the project are always on and are not listed.`,
		Example: `  helm hash policy list
  helm hash policy list --env production -o json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return o.run() },
	}
	configFlag(cmd, &o.config)
	cmd.Flags().StringVar(&o.environment, "env", "", "only the rules that run in this `ENVIRONMENT`")
	formatFlag(cmd, &o.format, []string{"text", "json"})
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *policyListOptions) run() error {
	if err := checkFormat(o.format, []string{"text", "json"}); err != nil {
		return err
	}
	rules, err := o.rules()
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printJSON(o.invocation, rulesAsJSON(rules))
	}
	table, err := rulesAsTable(rules)
	if err != nil {
		return err
	}
	return o.invocation.Output(table)
}

func rulesAsTable(rules []finding.Rule) ([]byte, error) {
	rows := []byte("RULE\tSEVERITY\tPROFILES\tTITLE\n")
	for _, r := range rules {
		rows = fmt.Appendf(rows, "%s\t%s\t%s\t%s\n", r.ID, r.Severity, strings.Join(r.Profiles, ","), r.Title)
	}
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	if _, err := table.Write(rows); err != nil {
		return nil, err
	}
	err := table.Flush()
	return out.Bytes(), err
}

func (o *policyListOptions) rules() ([]finding.Rule, error) {
	if o.environment == "" {
		return pipeline.Rules(), nil
	}
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	env, err := project.Environment(o.environment)
	if err != nil {
		return nil, err
	}
	return pipeline.RulesOf(env), nil
}

type jsonRule struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Severity    finding.Severity `json:"severity"`
	Remediation string           `json:"remediation"`
	Profiles    []string         `json:"profiles"`
	Scope       string           `json:"scope"`
	Waivable    bool             `json:"waivable"`
	Links       []string         `json:"links"`
	Engine      string           `json:"engine"`
}

func rulesAsJSON(rules []finding.Rule) []jsonRule {
	list := make([]jsonRule, len(rules))
	for i, r := range rules {
		list[i] = jsonRule(r)
	}
	return list
}
