package postrender

import (
	"bytes"
	"context"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// noDocuments stands for an empty result: Helm 4 takes no output at all for an error.
const noDocuments = "# hash-post: no documents\n"

// manifests reads the stream, takes it through the pipeline and gives the bytes to write.
func (f filter) manifests(ctx context.Context) ([]byte, error) {
	if err := f.report.Clear(); err != nil {
		return nil, err
	}
	set, err := f.read(ctx)
	if err != nil {
		return nil, err
	}
	if !set.HasDocuments() {
		return []byte(noDocuments), f.report.Write(&finding.Report{})
	}
	installed, err := f.install(ctx, set)
	if err != nil {
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

// read gives the stream, after the other renderer if there is one.
func (f filter) read(ctx context.Context) (*manifest.Set, error) {
	stdin, err := f.Input("give the manifests on stdin: helm template ... | hash-post")
	if err != nil {
		return nil, err
	}
	if len(f.renderer) == 0 {
		return manifest.Read(stdin, "stdin")
	}
	return f.renderer.read(ctx, stdin)
}

// install takes the release through the pipeline and judges it.
func (f filter) install(ctx context.Context, set *manifest.Set) (*pipeline.Installed, error) {
	project, err := f.Project(f.config)
	if err != nil {
		return nil, err
	}
	installed, err := pipeline.Install(ctx, pipeline.InstallOptions{
		Project: project,
		Given:   f.Given(f.environment),
		Now:     f.Now,
	}, pipeline.Release{Resources: set.MapSources(project.TemplateFile)})
	if err != nil {
		return nil, err
	}
	found := program.Relocate([]finding.Environment{installed.Report(f.kubeVersion)}, project)
	return installed, f.judge(found[0], installed.Refused())
}

// judge writes the report that was asked for and gives the refusal, if the findings are one. Warnings
// that refuse nothing go to stderr.
func (f filter) judge(found finding.Environment, refused bool) error {
	if err := f.report.Write(&finding.Report{Environments: []finding.Environment{found}}); err != nil {
		return err
	}
	noteworthy, worthy := program.Noteworthy(found)
	if !worthy {
		return nil
	}
	var text bytes.Buffer
	if err := report.Formats()[0].Write(&text, &finding.Report{Environments: []finding.Environment{noteworthy}}); err != nil {
		return err
	}
	if refused {
		return &program.RefusedError{Text: "a policy refuses this release; nothing is installed\n\n" + text.String()}
	}
	_, _ = f.Stderr.Write(text.Bytes()) // a warning that cannot be shown stops nothing
	return nil
}
