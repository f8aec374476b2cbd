package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
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
		if f.stream == "-" {
			stdin, err := in.Input("give the manifests on stdin: helm template ... | helm hash ... --stream -")
			if err != nil {
				return nil, err
			}
			return releaseFrom(stdin, "stdin", p)
		}
		file, err := os.Open(f.stream)
		if err != nil {
			return nil, fmt.Errorf("--stream: %w", err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		return releaseFrom(file, f.stream, p)
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
