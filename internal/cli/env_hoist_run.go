package cli

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// hoisting is one run of the command: it proposes, proves, and leaves out what cannot be proven.
type hoisting struct {
	subject    *hoistSubject
	invocation *program.Invocation
	flags      releaseFlags

	input    hoist.Input
	releases []pipeline.Release
	found    [][]finding.Finding // without the proposal, by release
	proposal hoist.Proposal
	text     []byte // of hash.yaml, with the proposal
	proof    hoist.Proof
}

// render gets the releases of all environments and Kubernetes versions, as they are now.
func (h *hoisting) render(ctx context.Context) error {
	project := h.subject.project
	h.input = hoist.Input{Project: project, Name: h.subject.name, Kinds: pipeline.Kinds(project)}
	render := h.flags.renderer(project, h.invocation)
	for _, env := range project.Environments {
		for _, version := range env.KubeVersions {
			release, err := render(ctx, env, version)
			if err != nil {
				return err
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
	return h.judge(ctx, project, func(i int, result *pipeline.Result) {
		h.input.Releases[i].Installed = result.Resources
		h.found = append(h.found, result.Findings)
	})
}

// judge takes all releases through the pipeline of a project.
func (h *hoisting) judge(ctx context.Context, project *config.Project, take func(i int, result *pipeline.Result)) error {
	i := 0
	for _, env := range project.Environments {
		line, err := pipeline.New(ctx, pipeline.Options{Project: project, Environment: env, Now: h.invocation.Now})
		if err != nil {
			return err
		}
		for range env.KubeVersions {
			result, err := line.Run(ctx, h.releases[i])
			if err != nil {
				return fmt.Errorf("environment %s: %w", env.Name, err)
			}
			take(i, result)
			i++
		}
	}
	return nil
}
