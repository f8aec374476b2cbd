package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/report"
)

type renderOptions struct {
	process     *Process
	release     releaseFlags
	config      string
	environment string
}

func renderCommand(p *Process) *cobra.Command {
	o := renderOptions{process: p}
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
	cmd.Flags().StringVar(&o.environment, "env", "", "`ENVIRONMENT`; default: $HASH_ENV, else defaultEnvironment of hash.yaml")
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *renderOptions) run(ctx context.Context) error {
	project, err := o.process.load(o.config)
	if err != nil {
		return err
	}
	given := o.given()
	release, err := o.rendered(ctx, project, given)
	if err != nil {
		return err
	}
	installed, err := pipeline.Install(ctx, pipeline.InstallOptions{Project: project, Given: given, Now: o.process.Now}, *release)
	if err != nil {
		return err
	}
	if installed.Refused() {
		return o.refuse(project, installed)
	}
	out, err := installed.Resources.Bytes()
	if err != nil {
		return err
	}
	return write(o.process.Stdout, out)
}

func (o *renderOptions) given() pipeline.Given {
	if o.environment != "" {
		return pipeline.Given{Name: o.environment, By: "--env"}
	}
	return pipeline.Given{Name: o.process.variable("HASH_ENV"), By: "HASH_ENV"}
}

// rendered gives the release that the flags name. To render a chart, the environment must be known
// before there is a directive to ask: its values are needed.
func (o *renderOptions) rendered(ctx context.Context, project *config.Project, given pipeline.Given) (*pipeline.Release, error) {
	render := o.release.renderer(project, o.process.Stdin)
	if o.release.stream != "" {
		return render(ctx, nil, "")
	}
	env, _, err := pipeline.Environment(project, given, &manifest.Set{})
	if err != nil {
		return nil, err
	}
	version := o.release.kubeVersion
	if version == "" {
		version = env.KubeVersion()
	}
	return render(ctx, env, version)
}

func (o *renderOptions) refuse(project *config.Project, installed *pipeline.Installed) error {
	env := []finding.Environment{installed.Report(o.release.kubeVersion)}
	if err := writeReport(o.process.Stderr, report.Names()[0], &finding.Report{Environments: relocate(env, project)}); err != nil {
		return err
	}
	return errRefused
}
