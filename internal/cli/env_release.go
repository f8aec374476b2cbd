package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/secret"
)

// envRelease is a release as it would be installed, and what its containers get.
type envRelease struct {
	project     *config.Project
	environment *config.Environment
	findings    []finding.Finding
	components  []component
	objects     *environ.Objects
}

// installed renders the release for an environment and takes it through the pipeline. What policies
// find does not matter here: whoever looks at variables may be looking for what is wrong.
func (o *envOptions) installed(ctx context.Context, project *config.Project, given pipeline.Given) (*envRelease, error) {
	render := renderOptions{invocation: o.invocation, release: o.release}
	rendered, err := render.rendered(ctx, project, given)
	if err != nil {
		return nil, err
	}
	done, err := pipeline.Install(ctx, pipeline.InstallOptions{Project: project, Given: given, Now: o.invocation.Now}, *rendered)
	if err != nil {
		return nil, err
	}
	namespace := project.Release.Namespace
	r := &envRelease{
		project:     project,
		environment: done.Environment,
		findings:    done.Findings,
		components:  components(done.Resources, pipeline.Kinds(project), namespace),
		objects:     environ.Collect(done.Resources, namespace),
	}
	r.objects.KubeVersion = cmp.Or(o.release.kubeVersion, done.Environment.KubeVersion())
	r.declare(done.Resources)
	return r, nil
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
	list := lintOptions{release: o.release, environments: o.environments}
	chosen, err := list.chosen(project)
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

// of gives what a container gets; the variables of Services only with links.
func (r *envRelease) of(c component, links bool) environ.Environment {
	e := r.objects.Of(c.workload, c.template, c.container)
	if !links {
		e.Variables = slices.DeleteFunc(e.Variables, func(v environ.Variable) bool {
			return v.Source.Kind == environ.ServiceLink
		})
	}
	return e
}

// declare makes the objects known that are not in the release as such: Secrets that operators make of
// its resources, and what hash.yaml says is in the cluster.
func (r *envRelease) declare(s *manifest.Set) {
	for _, namespace := range namesOf(r.components, func(c component) string { return c.id.Namespace }) {
		for resource := range s.All() {
			here := resource.ID().InNamespace(r.project.Release.Namespace).Namespace == namespace
			for _, made := range secret.Made(resource) {
				if here || made.Anywhere {
					r.objects.Declare(environ.Secret, namespace, made.Name, made.Keys, made.Open)
				}
			}
		}
		for _, e := range r.project.Declared(r.environment.Name) {
			if e.Namespace == "" || e.Namespace == namespace {
				r.objects.Declare(e.Kind, namespace, e.Name, e.Keys, len(e.Keys) == 0)
			}
		}
	}
}
