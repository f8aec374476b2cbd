package pipeline

import (
	"context"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/policy"
)

// newCheckers compiles the policies of the environment and takes the checks in Go along.
func newCheckers(ctx context.Context, o Options, kinds manifest.Kinds) ([]Checker, error) {
	chosen, own := o.Environment.Policies, o.Project.Policies
	engine, err := policy.Compile(ctx, policy.Options{
		Environment: o.Environment.Name,
		Profile:     chosen.Profile,
		Enable:      chosen.Enable,
		Disable:     chosen.Disable,
		Severities:  chosen.Severities,
		Params:      chosen.Params,
		Kinds:       kinds,
		Root:        o.Project.Dir,
		Paths:       own.Paths,
		Data:        own.Data,
	})
	if err != nil {
		return nil, err
	}
	checks := check.Checker{Checks: check.All(), Release: check.Release{
		Kinds:       kinds,
		Namespace:   o.Project.Release.Namespace,
		Environment: o.Environment.Name,
		Secrets:     o.Project.Secrets,
	}}
	return []Checker{engine, checks}, nil
}

// resolve applies the waivers and puts the findings in order. A resource without a namespace is
// installed into that of the release.
func (p *Pipeline) resolve(findings []finding.Finding) []finding.Finding {
	for i := range findings {
		id := &findings[i].Resource
		if *id != (manifest.ID{}) {
			*id = id.InNamespace(p.options.Project.Release.Namespace)
		}
	}
	return finding.Resolve(findings, finding.Terms{
		Waivers:     waiversOf(p.options.Project),
		Environment: p.options.Environment.Name,
		Now:         p.options.Now,
	})
}
