package postrender

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/report"
)

// noDocuments stands for an empty result: Helm 4 takes no output at all for an error.
const noDocuments = "# hash-post: no documents\n"

// filter reads the stream, takes it through the pipeline and gives the bytes to write.
func (p Process) filter(ctx context.Context, o options) ([]byte, error) {
	if isClosed(p.Stdin) {
		return nil, &closedError{"stdin", "give the manifests on stdin: helm template ... | hash-post"}
	}
	input, err := o.input(ctx, p.Stdin)
	if err != nil {
		return nil, err
	}
	set, err := manifest.Read(input, "stdin")
	if err != nil {
		return nil, err
	}
	if !set.HasDocuments() {
		return []byte(noDocuments), nil
	}
	project, err := p.project(o)
	if err != nil {
		return nil, err
	}
	installed, err := pipeline.Install(ctx, pipeline.InstallOptions{
		Project: project,
		Given:   p.given(o),
		Now:     p.Now,
	}, pipeline.Release{Resources: set.MapSources(project.TemplateFile)})
	if err != nil {
		return nil, err
	}
	if err := p.judge(o, installed); err != nil {
		return nil, err
	}
	out, err := installed.Resources.Bytes()
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(out)) == 0 {
		return []byte(noDocuments), nil
	}
	return out, nil
}

// input is the stream, after the other renderer if there is one.
func (o options) input(ctx context.Context, stdin io.Reader) (io.Reader, error) {
	if len(o.renderer) == 0 {
		return stdin, nil
	}
	// The user names the program to run, as with helm's own flag.
	command := exec.CommandContext(ctx, o.renderer[0], o.renderer[1:]...) //nolint:gosec // running it is what -- is for
	var stdout, stderr bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = stdin, &stdout, &stderr
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("other renderer %q: %w\n%s", o.renderer[0], err, bytes.TrimSpace(stderr.Bytes()))
	}
	return &stdout, nil
}

func (p Process) project(o options) (*config.Project, error) {
	file := o.config
	if file == "" {
		file = p.variable("HASH_CONFIG")
	}
	if file == "" {
		found, err := config.Find(".")
		if err != nil {
			return nil, err
		}
		file = found
	}
	return config.Load(file, pipeline.Known(p.Version))
}

// given is the environment that the user named, and how.
func (p Process) given(o options) pipeline.Given {
	if o.environment != "" {
		return pipeline.Given{Name: o.environment, By: "--env"}
	}
	return pipeline.Given{Name: p.variable("HASH_ENV"), By: "HASH_ENV"}
}

// judge writes the report that was asked for and gives the refusal, if the findings are one. Findings
// that refuse nothing go to stderr.
func (p Process) judge(o options, installed *pipeline.Installed) error {
	env := installed.Report(o.kubeVersion)
	if err := o.writeReport(&finding.Report{Environments: []finding.Environment{env}}); err != nil {
		return err
	}
	env.Findings = slices.DeleteFunc(slices.Clone(env.Findings), func(f finding.Finding) bool {
		return f.Severity == finding.Info
	})
	if !finding.Failing(env.Findings, finding.Warning) {
		return nil
	}
	var text bytes.Buffer
	if err := report.Formats()[0].Write(&text, &finding.Report{Environments: []finding.Environment{env}}); err != nil {
		return err
	}
	if installed.Refused() {
		return &refusal{"a policy refuses this release; nothing is installed\n\n" + text.String()}
	}
	_, _ = p.Stderr.Write(text.Bytes()) // a warning that cannot be shown stops nothing
	return nil
}

func (o options) writeReport(found *finding.Report) error {
	if o.report == "" {
		return nil
	}
	var text bytes.Buffer
	if err := o.format.Write(&text, found); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if err := os.WriteFile(o.report, text.Bytes(), 0o600); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
