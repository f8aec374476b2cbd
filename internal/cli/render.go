package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

type renderOptions struct {
	invocation  *program.Invocation
	release     releaseFlags
	config      string
	environment string
}

func renderCommand(p *program.Invocation) *cobra.Command {
	o := renderOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "render",
		Short: "Print exactly what would be installed in an environment",
		Long: `render renders the project's chart for one environment and prints what hash-post would hand
to Helm, the hooks after it. If a policy refuses the release, it prints the findings on
stderr and no manifest.`,
		Example: `  helm hash render --env production
  helm hash render --env local --set api.replicas=2 | kubectl diff -f -`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	environmentFlag(cmd, &o.environment, oneEnvironment)
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *renderOptions) run(ctx context.Context) error {
	if err := o.release.check(); err != nil {
		return err
	}
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return err
	}
	installed, err := o.release.installed(ctx, o.invocation, project, o.invocation.Given(o.environment))
	if err != nil {
		return err
	}
	if err := o.warn(project, installed); err != nil {
		return err
	}
	if installed.Refused() {
		return &program.RefusedError{}
	}
	out, err := installed.Resources.Bytes()
	if err != nil {
		return err
	}
	return o.invocation.Output(out)
}

// warn shows on stderr what hash-post would show there.
func (o *renderOptions) warn(project *config.Project, installed *pipeline.Installed) error {
	found := program.Relocate([]finding.Environment{installed.Report(o.release.kubeVersion)}, project)
	return sayNoteworthy(o.invocation, found[0])
}

// sayNoteworthy shows findings on stderr, if there are any to act on.
func sayNoteworthy(in *program.Invocation, found finding.Environment) error {
	noteworthy, worthy := program.Noteworthy(found)
	if !worthy {
		return nil
	}
	text, err := reportText(report.Names()[0], &finding.Report{Environments: []finding.Environment{noteworthy}})
	if err != nil {
		return err
	}
	_, _ = in.Stderr.Write(text) // the exit code says whether it was a refusal
	return nil
}
