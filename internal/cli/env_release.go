package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// envRelease is a release as it would be installed, and what its containers get.
type envRelease struct {
	project     *config.Project
	environment *config.Environment
	findings    []finding.Finding
	components  []component
	objects     *environ.Objects

	showCredentials bool // those, too, that stand in the manifests as plain text
}

// installed gives the release for an environment. What policies find does not matter here: whoever looks
// at variables may be looking for what is wrong.
func (o *envOptions) installed(ctx context.Context, project *config.Project, given pipeline.Given) (*envRelease, error) {
	done, err := o.release.installed(ctx, o.invocation, project, given)
	if err != nil {
		return nil, err
	}
	return &envRelease{
		project:     project,
		environment: done.Environment,
		findings:    done.Findings,
		components:  components(done.Resources, pipeline.Kinds(project), project.Release.Namespace),
		objects:     o.release.objects(project, done),

		showCredentials: o.showCredentials,
	}, nil
}

// one gives the release of the one environment that --env, HASH_ENV or hash.yaml names.
func (o *envOptions) one(ctx context.Context) (*envRelease, error) {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	return o.installed(ctx, project, o.invocation.Given(o.first()))
}

// first is the first environment of --env, or "".
func (o *envOptions) first() string {
	if len(o.environments) == 0 {
		return ""
	}
	return o.environments[0]
}

// each gives the releases of the environments named, or of all, in the order of hash.yaml.
func (o *envOptions) each(ctx context.Context) ([]*envRelease, error) {
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, err
	}
	chosen, err := o.release.environments(project, o.environments)
	if err != nil {
		return nil, err
	}
	releases := make([]*envRelease, len(chosen))
	for i, env := range chosen {
		releases[i], err = o.installed(ctx, project, pipeline.Given{Name: env.Name, By: "--env"})
		if err != nil {
			return nil, fmt.Errorf("environment %s: %w", env.Name, err)
		}
	}
	return releases, nil
}

// eachChosen gives the releases of several environments, and the containers of all that the target means.
func (o *envOptions) eachChosen(ctx context.Context) ([]*envRelease, []component, error) {
	releases, err := o.each(ctx)
	if err != nil {
		return nil, nil, err
	}
	var all []component
	for _, r := range releases {
		all = append(all, r.components...)
	}
	chosen, err := choose(all, o.target)
	return releases, chosen, err
}

// of gives what a container gets; the variables of Services only with links.
func (r *envRelease) of(c component, links bool) shownEnvironment {
	e := r.objects.Of(c.workload, c.template, c.container)
	if !links {
		e.Variables = slices.DeleteFunc(e.Variables, func(v environ.Variable) bool {
			return v.Source.Kind == environ.ServiceLink
		})
	}
	if r.showCredentials {
		return revealed(e)
	}
	return conceal(e)
}
