package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/topology"
)

type graphOptions struct {
	invocation  *program.Invocation
	release     releaseFlags
	config      string
	environment string
	format      string
	with        []string
}

func graphCommand(p *program.Invocation) *cobra.Command {
	o := graphOptions{invocation: p}
	cmd := &cobra.Command{
		Use:   "graph",
		Short: "Draw which hosts, workloads, stores and external services a release connects",
		Long: `graph renders the release, takes it through the pipeline of hash-post, and draws what leads to
what: hosts of Ingresses and of the Gateway API, the Services and workloads behind them, and whom
the workloads call, inside the release and outside.

All of it is read from the manifests. A workload calls what its variables name, as the kubelet
computes them, and its commands and arguments: a Service of the release, or an address outside
of it. What stands in Secrets or in mounted files cannot be seen, so a call of which only a Secret
knows is not drawn. Of addresses only host and port are shown.`,
		Example: `  helm hash graph
  helm hash graph --env production -o svg > topology.svg
  helm hash graph --env staging -o mermaid --with configmaps,secrets
  helm template shop | helm hash graph --env local --stream - -o dot`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.release.add(cmd)
	configFlag(cmd, &o.config)
	environmentFlag(cmd, &o.environment, oneEnvironment)
	cmd.Flags().StringSliceVar(&o.with, "with", nil, "draw what several workloads take, too: `KINDS` of "+strings.Join(sharedKinds(), ", "))
	formatFlag(cmd, &o.format, graphFormats())
	completeEnvironments(cmd, p, &o.config)
	if err := cmd.RegisterFlagCompletionFunc("with", completeKinds); err != nil {
		panic(err) // the flag was added above
	}
	return cmd
}

func graphFormats() []string {
	var names []string
	for _, f := range topology.Formats() {
		names = append(names, f.Name)
	}
	return append(names, "json")
}

// sharedKinds are what --with takes.
func sharedKinds() []string { return []string{"configmaps", "secrets"} }

// completeKinds completes the last kind of the list.
func completeKinds(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	done := begun[:strings.LastIndex(begun, ",")+1]
	var offers []string
	for _, kind := range sharedKinds() {
		if !slices.Contains(strings.Split(done, ","), kind) {
			offers = append(offers, done+kind)
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

func (o *graphOptions) run(ctx context.Context) error {
	if err := cmp.Or(checkFormat(o.format, graphFormats()), o.checkKinds(), o.release.check()); err != nil {
		return err
	}
	picture, err := o.picture(ctx)
	if err != nil {
		return err
	}
	for _, f := range topology.Formats() {
		if f.Name == o.format {
			return o.invocation.Output(f.Write(*picture))
		}
	}
	return printJSON(o.invocation, picture.Document())
}

func (o *graphOptions) checkKinds() error {
	for _, kind := range o.with {
		if !slices.Contains(sharedKinds(), kind) {
			return fmt.Errorf("--with: unknown kind %q: it takes %s", kind, strings.Join(sharedKinds(), ", "))
		}
	}
	return nil
}

// picture draws the release as hash-post would hand it to Helm. What policies find does not matter here:
// whoever looks at a picture may be looking for what is wrong.
func (o *graphOptions) picture(ctx context.Context) (*topology.Picture, error) {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	installed, err := o.release.installed(ctx, o.invocation, project, o.invocation.Given(o.environment))
	if err != nil {
		return nil, err
	}
	release := topology.Release{
		Set:       installed.Resources,
		Kinds:     pipeline.Kinds(project),
		Namespace: project.Release.Namespace,
		Objects:   o.release.objects(project, installed),
	}
	with := topology.With{ConfigMaps: slices.Contains(o.with, "configmaps"), Secrets: slices.Contains(o.with, "secrets")}
	return &topology.Picture{Environment: installed.Environment.Name, Graph: topology.Read(release, with)}, nil
}
