// Package chart_test says what the HASH chart gives in each environment. It renders the chart and takes
// it through the pipeline as helm hash render does, so what is tested is what would be installed.
package chart_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// release is what would be installed in an environment.
type release struct {
	project     *config.Project
	environment *config.Environment
	resources   *manifest.Set
	findings    []finding.Finding
}

// original reports whether the images are those of the first era.
func (r *release) original() bool { return r.environment.Name != "current" }

// external reports whether the stores run outside of the cluster.
func (r *release) external() bool {
	return r.environment.Name == "staging" || r.environment.Name == "production"
}

var load = sync.OnceValues(func() (*config.Project, error) {
	return config.Load("../../hash.yaml", pipeline.Known("test"))
})

func project(t *testing.T) *config.Project {
	t.Helper()
	p, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// each runs a test on the release of every environment.
func each(t *testing.T, test func(t *testing.T, r *release)) {
	t.Helper()
	eachWith(t, nil, test)
}

// eachWith is each, with values on top of those of the environments.
func eachWith(t *testing.T, set []string, test func(t *testing.T, r *release)) {
	t.Helper()
	for _, environment := range project(t).Environments {
		t.Run(environment.Name, func(t *testing.T) {
			t.Parallel()
			test(t, render(t, environment.Name, set...))
		})
	}
}

// render gives a release as hash-post would hand it to Helm. Values are written as for --set.
func render(t *testing.T, environment string, set ...string) *release {
	t.Helper()
	r, err := tryRender(t.Context(), project(t), environment, set...)
	if err != nil {
		t.Fatalf("%s with %q: %v", environment, set, err)
	}
	return r
}

func tryRender(ctx context.Context, p *config.Project, environment string, set ...string) (*release, error) {
	return once("hash-post", environment, set, func() (*release, error) {
		r, err := renderChart(context.WithoutCancel(ctx), p, environment, chart.Values{Set: set})
		if err != nil {
			return nil, err
		}
		return r, r.install(context.WithoutCancel(ctx))
	})
}

// template gives what the chart alone gives, without hash-post.
func template(t *testing.T, environment string, set ...string) *release {
	t.Helper()
	r, err := once("helm", environment, set, func() (*release, error) {
		return renderChart(context.WithoutCancel(t.Context()), project(t), environment, chart.Values{Set: set})
	})
	if err != nil {
		t.Fatalf("%s with %q: %v", environment, set, err)
	}
	return r
}

// releases has those that were asked for already.
var releases sync.Map

// once makes a release for the first test that asks for it.
func once(by, environment string, set []string, render func() (*release, error)) (*release, error) {
	key := strings.Join(append([]string{by, environment}, set...), "\n")
	made, _ := releases.LoadOrStore(key, sync.OnceValues(render))
	return made.(func() (*release, error))() //nolint:forcetypeassert // nothing else is stored
}

func renderChart(ctx context.Context, p *config.Project, environment string, values chart.Values) (*release, error) {
	env, err := p.Environment(environment)
	if err != nil {
		return nil, err
	}
	result, err := chart.Render(ctx, chart.Options{
		Project: p, Environment: env, KubeVersion: env.KubeVersion(), Values: values,
	})
	if err != nil {
		return nil, err
	}
	return &release{project: p, environment: env, resources: result.Release}, nil
}

// install takes the release through the pipeline. Waivers are judged as of a day on which they count.
func (r *release) install(ctx context.Context) error {
	done, err := pipeline.Install(ctx, pipeline.InstallOptions{
		Project: r.project, Given: pipeline.Given{Name: r.environment.Name, By: "the test"},
		Now: time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC),
	}, pipeline.Release{Resources: r.resources})
	if err != nil {
		return err
	}
	r.resources, r.findings = done.Resources, done.Findings
	return nil
}

// TestNotRefused wants hash-post to install every environment, so that what the other tests look at is
// what a cluster gets.
func TestNotRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		if !pipeline.Refused(r.environment, r.findings) {
			return
		}
		for _, f := range r.findings {
			if f.Waiver == nil && f.Severity == finding.Error {
				t.Error(describe(f))
			}
		}
	})
}

func describe(f finding.Finding) string {
	return fmt.Sprintf("%s of %s: %s", f.Rule, f.Resource, f.Message)
}
