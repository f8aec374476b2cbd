// Package pipeline is the one path from a release to its verdict: inject, overlay, checksum, check.
//
// hash-post, lint and render all run it, so what was linted is what is installed. It hides the order
// of the stages, the loop over environments and Kubernetes versions, and what of it runs in parallel.
package pipeline

import (
	"context"
	"time"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/inject"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/overlay"
)

// Options is what a pipeline is made for.
type Options struct {
	Project     *config.Project
	Environment *config.Environment
	Now         time.Time // decides which waivers have expired
	Lint        bool      // report, too, what would be otherwise under the other Helm
}

// Release is what is to be installed.
type Release struct {
	Resources *manifest.Set
	// CRDs are the files of crds/: Helm installs them unchanged, so they are only judged. May be nil.
	CRDs *manifest.Set
	// Values are the files that the chart was rendered with. Only who rendered it has them.
	Values []manifest.File
}

// judged is all that the policies look at.
func (r Release) judged() *manifest.Set {
	if r.CRDs == nil {
		return r.Resources
	}
	return r.Resources.Join(r.CRDs)
}

// Result is the release as it would be installed, and what was found in it.
type Result struct {
	Resources *manifest.Set
	Findings  []finding.Finding
	Judged    int // number of resources that the checks saw
}

// stage takes the resources of a release and gives new ones.
type stage func(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error)

// Pipeline is ready to run for one environment, as often as wanted and in parallel.
type Pipeline struct {
	options  Options
	stages   []stage
	checkers []checker
}

// New reads the overlays and compiles the policies of the environment.
func New(ctx context.Context, o Options) (*Pipeline, error) {
	kinds := Kinds(o.Project)
	injector := inject.New(inject.Options{Project: o.Project, Environment: o.Environment, Kinds: kinds})
	var stages []stage
	if o.Lint {
		stages = append(stages, injector.Hooks)
	}
	stages = append(stages, injector.Apply)
	for _, dir := range o.Environment.Overlays {
		loaded, err := overlay.Load(o.Project.Dir, dir, o.Project.Hooks)
		if err != nil {
			return nil, err
		}
		stages = append(stages, loaded.Apply)
	}
	checkers, err := newCheckers(ctx, o, kinds)
	if err != nil {
		return nil, err
	}
	return &Pipeline{
		options:  o,
		stages:   append(stages, injector.Checksum),
		checkers: checkers,
	}, nil
}

// Run takes a release through all stages and checks. It does not change its input.
func (p *Pipeline) Run(ctx context.Context, r Release) (*Result, error) {
	set := r.Resources
	var findings []finding.Finding
	for _, apply := range p.stages {
		next, found, err := apply(ctx, set)
		if err != nil {
			return nil, err
		}
		set = next
		findings = append(findings, found...)
	}
	changed := Release{Resources: set, CRDs: r.CRDs, Values: r.Values}
	for _, check := range p.checkers {
		found, err := check(ctx, changed)
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	findings = selected(p.options.Environment, findings)
	return &Result{Resources: set, Findings: p.resolve(findings), Judged: changed.judged().Len()}, nil
}

// Refused reports whether the environment lets nothing be installed with these findings.
func Refused(env *config.Environment, findings []finding.Finding) bool {
	level := finding.Error
	if env.FailOn == finding.Warning.String() {
		level = finding.Warning
	}
	return finding.Failing(findings, level)
}

// Kinds are the kinds that make pods in a project: the built-in ones, and those under workloads.
func Kinds(p *config.Project) manifest.Kinds {
	kinds := manifest.BuiltinKinds()
	for _, w := range p.Workloads {
		var path manifest.Path
		for _, key := range w.PodTemplate {
			path = path.Append(key)
		}
		kinds = append(kinds, manifest.Kind{
			APIVersion:  w.APIVersion,
			Kind:        w.Kind,
			PodTemplate: path,
			Checksum:    w.Checksum,
		})
	}
	return kinds
}
