package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

// releaseFlags say where a release comes from: the project's chart with Helm's own values flags, or a
// stream that is rendered already.
type releaseFlags struct {
	values      chart.Values
	apiVersions []string
	kubeVersion string
	stream      string
}

func (f *releaseFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.values.Files, "values", "f", nil, "values `FILE` on top of the environment's; may be repeated")
	flags.StringArrayVar(&f.values.Set, "set", nil, "value on the command line (`KEY=VALUE`); may be repeated")
	flags.StringArrayVar(&f.values.Strings, "set-string", nil, "string value on the command line (`KEY=VALUE`)")
	flags.StringArrayVar(&f.values.FromFile, "set-file", nil, "value from a file (`KEY=FILE`)")
	flags.StringArrayVar(&f.values.JSON, "set-json", nil, "JSON value on the command line (`KEY=JSON`)")
	flags.StringArrayVar(&f.values.Literal, "set-literal", nil, "literal value on the command line (`KEY=VALUE`)")
	flags.StringArrayVarP(&f.apiVersions, "api-versions", "a", nil, "API `VERSION` that the cluster offers, as in helm template")
	flags.StringVar(&f.kubeVersion, "kube-version", "", "Kubernetes `VERSION` instead of the environment's")
	flags.StringVar(&f.stream, "stream", "", "take rendered manifests from `FILE` (- for stdin) instead of rendering the chart")
}

// check refuses what can be refused before any work is done.
func (f *releaseFlags) check() error { return program.CheckKubeVersion(f.kubeVersion) }

// environments gives those of the project that --env names, or all. A stream is of one environment.
func (f *releaseFlags) environments(project *config.Project, names []string) ([]*config.Environment, error) {
	if f.stream != "" && len(names) != 1 && len(project.Environments) > 1 {
		return nil, errors.New("--stream is rendered for one environment: say which with --env")
	}
	if len(names) == 0 {
		return project.Environments, nil
	}
	for _, name := range names {
		if _, err := project.Environment(name); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(slices.Clone(project.Environments), func(e *config.Environment) bool {
		return !slices.Contains(names, e.Name)
	}), nil
}

// rendered gives the release of one environment. To render a chart, the environment must be known
// before there is a directive to ask: its values are needed.
func (f *releaseFlags) rendered(ctx context.Context, in *program.Invocation, project *config.Project, given pipeline.Given) (*pipeline.Release, error) {
	render := f.renderer(project, in)
	if f.stream != "" {
		return render(ctx, nil, "")
	}
	env, _, err := pipeline.Environment(project, given, &manifest.Set{})
	if err != nil {
		return nil, err
	}
	return render(ctx, env, cmp.Or(f.kubeVersion, env.KubeVersion()))
}

// installed takes the release of one environment through the pipeline of hash-post, whatever policies
// find: that is for the caller to judge.
func (f *releaseFlags) installed(ctx context.Context, in *program.Invocation, project *config.Project, given pipeline.Given) (*pipeline.Installed, error) {
	release, err := f.rendered(ctx, in, project, given)
	if err != nil {
		return nil, err
	}
	return pipeline.Install(ctx, pipeline.InstallOptions{Project: project, Given: given, Now: in.Now}, *release)
}

// objects gives what containers of an installed release can refer to, on the Kubernetes version that counts.
func (f *releaseFlags) objects(project *config.Project, r *pipeline.Installed) *environ.Objects {
	objects := environ.Collect(r.Resources, project.Release.Namespace)
	objects.KubeVersion = cmp.Or(f.kubeVersion, r.Environment.KubeVersion())
	secret.Release{Set: r.Resources, Kinds: pipeline.Kinds(project), Project: project, Environment: r.Environment}.Declare(objects)
	return objects
}

// renderer gives the function with which the pipeline gets the release of an environment.
func (f *releaseFlags) renderer(p *config.Project, in *program.Invocation) pipeline.RenderFunc {
	if f.stream != "" {
		return f.readStream(p, in)
	}
	return func(ctx context.Context, env *config.Environment, kubeVersion string) (*pipeline.Release, error) {
		rendered, err := chart.Render(ctx, chart.Options{
			Project: p, Environment: env, KubeVersion: kubeVersion,
			APIVersions: f.apiVersions, Values: f.values,
		})
		if err != nil {
			return nil, err
		}
		return &pipeline.Release{Resources: rendered.Release, CRDs: rendered.CRDs, Values: rendered.Values}, nil
	}
}

// readStream reads the stream once, however many Kubernetes versions it is judged for.
func (f *releaseFlags) readStream(p *config.Project, in *program.Invocation) pipeline.RenderFunc {
	read := sync.OnceValues(func() (*pipeline.Release, error) {
		stream := inputFile{"--stream", f.stream, "give the manifests on stdin: helm template ... | helm hash ... --stream -"}
		file, name, err := stream.open(in)
		if err != nil {
			return nil, err
		}
		defer file.Close() //nolint:errcheck // it was only read
		return releaseFrom(file, name, p)
	})
	return func(context.Context, *config.Environment, string) (*pipeline.Release, error) { return read() }
}

// releaseFrom reads a stream. Nothing can be said of an empty one: what should have made it has failed.
func releaseFrom(r io.Reader, name string, p *config.Project) (*pipeline.Release, error) {
	set, err := manifest.Read(r, name)
	if err != nil {
		return nil, err
	}
	if set.Len() == 0 {
		return nil, program.WithHint(fmt.Errorf("--stream: %s holds no resource", name), "see what the command before it prints")
	}
	return &pipeline.Release{Resources: set.MapSources(p.TemplateFile)}, nil
}
