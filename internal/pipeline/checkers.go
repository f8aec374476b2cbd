package pipeline

import (
	"context"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/policy"
)

// checker looks at a release and changes nothing.
type checker func(ctx context.Context, r Release) ([]finding.Finding, error)

// newCheckers compiles the policies of the environment and takes the checks in Go along. Policies judge
// the files of crds/ like all else; the checks have to know that hash-post will not see them.
func newCheckers(ctx context.Context, o Options, kinds manifest.Kinds) ([]checker, error) {
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
		Kinds:     kinds,
		Namespace: o.Project.Release.Namespace,
		Versions:  o.Environment.KubeVersions,
		Env:       o.Project.Env,
		Secrets:   o.Project.Secrets,
		Declared:  o.Project.Declared(o.Environment.Name),
	}}
	return []checker{
		func(ctx context.Context, r Release) ([]finding.Finding, error) { return engine.Check(ctx, r.judged()) },
		func(ctx context.Context, r Release) ([]finding.Finding, error) {
			checker := checks
			checker.Release.Values = r.Values
			return checker.Check(ctx, r.Resources, r.CRDs)
		},
	}, nil
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
