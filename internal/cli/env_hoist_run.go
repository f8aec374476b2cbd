package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// hoisting is one run of the command: it renders, and tries what is proposed.
type hoisting struct {
	subject    *hoistSubject
	invocation *program.Invocation
	flags      releaseFlags

	input    hoist.Input
	releases []pipeline.Release
	text     []byte // of hash.yaml, with what was tried last
}

// render gets the releases of all environments and Kubernetes versions, as they are now.
func (h *hoisting) render(ctx context.Context) error {
	project := h.subject.project
	h.input = hoist.Input{Project: project, Name: h.subject.name, Kinds: pipeline.Kinds(project)}
	render := h.flags.renderer(project, h.invocation)
	for _, env := range project.Environments {
		for _, version := range h.versions(env) {
			release, err := render(ctx, env, version)
			if err != nil {
				return perhapsValues(err)
			}
			_, rest, err := pipeline.Environment(project, pipeline.Given{Name: env.Name, By: "hoist"}, release.Resources)
			if err != nil {
				return err
			}
			release.Resources = rest
			h.releases = append(h.releases, *release)
			h.input.Releases = append(h.input.Releases, hoist.Release{Environment: env.Name, KubeVersion: version, Chart: rest})
		}
	}
	judged, err := h.judge(ctx, project)
	if err != nil {
		return err
	}
	for i, j := range judged {
		h.input.Releases[i].Judged = j
	}
	return nil
}

// perhapsValues adds to an error without a remedy that of charts which do not render by their defaults.
func perhapsValues(err error) error {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return err
	}
	return program.WithHint(err, "give the values that the chart needs: -f FILE or --set KEY=VALUE")
}

// versions are the Kubernetes versions to render an environment for.
func (h *hoisting) versions(env *config.Environment) []string {
	if h.flags.kubeVersion != "" {
		return []string{h.flags.kubeVersion}
	}
	return env.KubeVersions
}

// judge takes all releases through the pipeline of a project.
func (h *hoisting) judge(ctx context.Context, project *config.Project) ([]hoist.Judged, error) {
	var judged []hoist.Judged
	for _, env := range project.Environments {
		line, err := pipeline.New(ctx, pipeline.Options{Project: project, Environment: env, Now: h.invocation.Now})
		if err != nil {
			return nil, err
		}
		for range h.versions(env) {
			result, err := line.Run(ctx, h.releases[len(judged)])
			if err != nil {
				return nil, fmt.Errorf("environment %s: %w", env.Name, err)
			}
			judged = append(judged, hoist.Judged{Installed: result.Resources, Findings: result.Findings})
		}
	}
	return judged, nil
}

// try takes the releases through the pipeline of the project with some groups.
func (h *hoisting) try(ctx context.Context, groups []hoist.Group) ([]hoist.Judged, error) {
	names := make([]string, len(h.subject.project.Environments))
	for i, e := range h.subject.project.Environments {
		names[i] = e.Name
	}
	var err error
	h.text, err = hoist.Write(h.subject.text, h.subject.file, groups, names)
	if err != nil {
		return nil, err
	}
	project, err := h.subject.parse(h.text)
	if err != nil {
		return nil, err
	}
	return h.judge(ctx, project)
}
