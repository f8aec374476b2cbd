package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

type lintOptions struct {
	invocation   *program.Invocation
	release      releaseFlags
	config       string
	projects     []string
	environments []string
	format       string
}

func lintCommand(p *program.Invocation) *cobra.Command {
	o := lintOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "lint [DIR...]",
		Short: "Check the chart in every environment, as hash-post would at installation",
		Long: `lint renders the project's chart for every environment and every Kubernetes version of
hash.yaml, hooks and crds/ included, takes it through the pipeline of hash-post, and reports
what the policies find. It needs no cluster and no network.

DIR is a directory with a hash.yaml; DIR/... stands for all below it. Without DIR the
hash.yaml of the working directory, or the nearest one above, is taken.

Exit status: 0 clean, 1 findings at or over failOn, 2 wrong input or configuration, 3 a bug.`,
		Example: `  helm hash lint
  helm hash lint --env production --set graph.replicas=1
  helm hash lint ./... -o json
  helm template hash ./chart | helm hash lint --env local --stream -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.projects = args
			return o.run(cmd.Context())
		},
	}
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	cmd.Flags().StringArrayVar(&o.environments, "env", nil, "only this `ENVIRONMENT`; may be repeated")
	formatFlag(cmd, &o.format, report.Names())
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *lintOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, report.Names()), o.release.check()); err != nil {
		return err
	}
	projects, err := o.load()
	if err != nil {
		return err
	}
	var all finding.Report
	refused := false
	for _, project := range projects {
		found, err := o.lint(ctx, project)
		if err != nil {
			return err
		}
		for i, env := range found.Environments {
			refused = refused || pipeline.Refused(found.Configs[i], env.Findings)
		}
		all.Environments = append(all.Environments, program.Relocate(found.Environments, project)...)
	}
	text, err := reportText(o.format, &all)
	if err != nil {
		return err
	}
	if err := o.invocation.Output(text); err != nil {
		return err
	}
	if refused {
		return &program.RefusedError{}
	}
	return nil
}

func (o *lintOptions) load() ([]*config.Project, error) {
	if len(o.projects) == 0 {
		project, err := o.invocation.Project(o.config)
		return []*config.Project{project}, err
	}
	if o.config != "" {
		return nil, fmt.Errorf("--config and a directory both name the project: give one of them")
	}
	files, err := projectFiles(o.projects)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no %s below %v", projectFile, o.projects)
	}
	if o.release.stream != "" && len(files) > 1 {
		return nil, fmt.Errorf("--stream is rendered from one chart: name one project, not %d", len(files))
	}
	projects := make([]*config.Project, len(files))
	for i, file := range files {
		if projects[i], err = o.invocation.Load(file); err != nil {
			return nil, err
		}
	}
	return projects, nil
}

func (o *lintOptions) lint(ctx context.Context, project *config.Project) (*pipeline.Linted, error) {
	environments, err := o.release.environments(project, o.environments)
	if err != nil {
		return nil, err
	}
	return pipeline.Lint(ctx, pipeline.LintOptions{
		Project:      project,
		Environments: environments,
		KubeVersion:  o.release.kubeVersion,
		Render:       o.release.renderer(project, o.invocation),
		Now:          o.invocation.Now,
	})
}
