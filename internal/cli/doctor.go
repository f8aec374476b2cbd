package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/doctor"
	"github.com/hashintel/helm-hash/internal/program"
)

type doctorOptions struct {
	invocation   *program.Invocation
	config       string
	environments []string
	ask          bool
	cluster      clusterFlags
	format       string
}

func doctorFormats() []string { return []string{"text", "json"} }

func doctorCommand(p *program.Invocation) *cobra.Command {
	o := doctorOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Find what is wrong with Helm, its plugins and the project, and how to mend it",
		Long: `doctor looks at every Helm in $HELM_BIN and on the PATH, at the plugins that it finds, at
hash-post, and at the project: whether hash.yaml can be read, and for each environment whether
policies compile, the chart renders and overlays build. What policies find there is for
helm hash lint to say. With --cluster it also asks the cluster for its version.

Each line says ok, warn, FAIL or skip, and what mends it. Helms other than the one that runs
doctor are looked at in the environment that this one hands on, HELM_PLUGINS included. Outside
of a project the rest is examined. make install is to be run in the sources of helm hash. doctor
changes nothing, and needs no network but for --cluster.

Where Helm 3 does not know the command hash, since it loads no plugin at all, run the program
itself, which is the same: "$(helm env HELM_PLUGINS)/hash/bin/helm-hash" doctor. If that is a list
of folders, take the one that holds hash.

Exit status: 0 nothing failed, 1 something failed, 2 wrong usage, 3 a bug.`,
		Example: `  helm hash doctor
  helm hash doctor --env production --cluster
  helm hash doctor -o json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	configFlag(cmd, &o.config)
	flags := cmd.Flags()
	flags.StringArrayVar(&o.environments, "env", nil, "only this `ENVIRONMENT`; may be repeated")
	flags.BoolVar(&o.ask, "cluster", false, "ask the cluster, too")
	o.cluster.add(cmd)
	formatFlag(cmd, &o.format, doctorFormats())
	completeEnvironments(cmd, p, &o.config)
	return cmd
}

func (o *doctorOptions) run(ctx context.Context) error {
	if err := checkFormat(o.format, doctorFormats()); err != nil {
		return err
	}
	if o.cluster.given() && !o.ask {
		return program.WithHint(errors.New("--kubeconfig and --kube-context say which cluster to ask"), "give --cluster as well")
	}
	project, err := o.project()
	if err != nil {
		return err
	}
	examined := doctor.Options{
		Environ: o.invocation.Environ,
		Version: o.invocation.Version,
		Now:     o.invocation.Now,
		Project: project,
	}
	if o.ask {
		examined.Cluster = o.server
	}
	checks := doctor.Examine(ctx, examined)
	if err := o.print(checks); err != nil {
		return err
	}
	if doctor.Count(checks, doctor.Failed) > 0 {
		return &program.RefusedError{}
	}
	return nil
}

// project reads the project. That there is none, or a broken one, is for the doctor to say.
func (o *doctorOptions) project() (doctor.Project, error) {
	loaded, err := o.invocation.Project(o.config)
	if err != nil {
		return doctor.Project{Err: err}, nil //nolint:nilerr // it is a finding
	}
	var release releaseFlags
	environments, err := release.environments(loaded, o.environments)
	if err != nil {
		return doctor.Project{}, err
	}
	return doctor.Project{
		Project:      loaded,
		Environments: environments,
		Render:       release.renderer(loaded, o.invocation),
	}, nil
}

// server asks the cluster that the flags or the variables of Helm name.
func (o *doctorOptions) server(ctx context.Context) (doctor.Server, error) {
	c, err := o.cluster.connect(o.invocation)
	if err != nil {
		return doctor.Server{}, err
	}
	version, err := c.Version(ctx)
	if err != nil {
		return doctor.Server{}, err
	}
	context := "the current context"
	if named := o.cluster.contextOf(o.invocation); named != "" {
		context = "context " + named
	}
	return doctor.Server{Name: fmt.Sprintf("%s (%s)", version.Host, context), Version: version.Git}, nil
}
