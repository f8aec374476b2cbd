package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
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
	environmentFlag(cmd, &o.environment, "only the rules that run in this `ENVIRONMENT`")
	formatFlag(cmd, &o.format, tableFormats())
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *policyListOptions) run() error {
	if err := checkFormat(o.format, tableFormats()); err != nil {
		return err
	}
	rules, err := o.rules()
	if err != nil {
		return err
	}
	if o.format == "json" {
		return printJSON(o.invocation, rulesAsJSON(rules))
	}
	return printTable(o.invocation, o.format, rulesAsTable(rules))
}

func rulesAsTable(rules []finding.Rule) *report.Table {
	t := &report.Table{Columns: []string{"rule", "severity", "profiles", "title"}}
	for _, r := range rules {
		var cells []report.Cell
		for _, text := range []string{r.ID, r.Severity.String(), strings.Join(r.Profiles, ","), r.Title} {
			cells = append(cells, report.Cell{Text: text})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
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
