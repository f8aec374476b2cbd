package pipeline

import (
	"context"
	"sync"
	"time"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
)

// RenderFunc renders the release of an environment for a Kubernetes version such as 1.34.
type RenderFunc func(ctx context.Context, env *config.Environment, kubeVersion string) (*Release, error)

// LintOptions is what to lint.
type LintOptions struct {
	Project      *config.Project
	Environments []*config.Environment
	KubeVersion  string // instead of those of the environments; may be empty
	Render       RenderFunc
	Now          time.Time
}

// Linted is what was found, environment by environment; Configs goes along with Environments.
type Linted struct {
	Configs      []*config.Environment
	Environments []finding.Environment
}

// Lint takes the release of every environment and Kubernetes version through the pipeline. The
// environments run in parallel; the result is in the order of the options.
func Lint(ctx context.Context, o LintOptions) (*Linted, error) {
	linted := &Linted{Configs: o.Environments, Environments: make([]finding.Environment, len(o.Environments))}
	errs := make([]error, len(o.Environments))
	panics := make([]any, len(o.Environments))
	var wait sync.WaitGroup
	for i, env := range o.Environments {
		wait.Go(func() {
			defer func() { panics[i] = recover() }()
			found, err := o.environment(ctx, env)
			if err != nil {
				errs[i] = err
				return
			}
			linted.Environments[i] = *found
		})
	}
	wait.Wait()
	for _, cause := range panics {
		if cause != nil {
			panic(cause) // where the caller can recover from it
		}
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	o.judgeProject(linted.Environments)
	return linted, nil
}

func (o LintOptions) environment(ctx context.Context, env *config.Environment) (*finding.Environment, error) {
	line, err := New(ctx, Options{Project: o.Project, Environment: env, Now: o.Now, Lint: true})
	if err != nil {
		return nil, err
	}
	versions := env.KubeVersions
	if o.KubeVersion != "" {
		versions = []string{o.KubeVersion}
	}
	found := &finding.Environment{Project: ".", Name: env.Name, KubeVersions: versions}
	all := merger{}
	for _, version := range versions {
		result, err := o.version(ctx, line, env, version)
		if err != nil {
			return nil, err
		}
		found.Resources = max(found.Resources, result.Judged)
		all.add(result.Findings, version)
	}
	found.Findings = all.findings
	finding.Sort(found.Findings)
	return found, nil
}

// version lints one environment under one Kubernetes version. The directive of the chart must name
// the environment that is linted; HASH_ENV plays no part.
func (o LintOptions) version(ctx context.Context, line *Pipeline, env *config.Environment, version string) (*Result, error) {
	release, err := o.Render(ctx, env, version)
	if err != nil {
		return nil, err
	}
	_, rest, err := Environment(o.Project, Given{Name: env.Name, By: "lint"}, release.Resources)
	if err != nil {
		return nil, err
	}
	return line.Run(ctx, Release{Resources: rest, CRDs: release.CRDs, Values: release.Values})
}

// judgeProject reports what only shows when all environments have been linted: stanzas that reach no
// container anywhere, and waivers that cover nothing. The latter are counted with the first environment
// that they name.
func (o LintOptions) judgeProject(linted []finding.Environment) {
	judgeUnmatched(o, linted)
	for _, w := range waiversOf(o.Project) {
		if len(w.Environments) == 0 && len(linted) < len(o.Project.Environments) {
			continue // it may be needed in one that was not linted
		}
		unused := finding.Unused([]finding.Waiver{w}, linted)
		for i, env := range o.Environments {
			if config.AppliesTo(w.Environments, env.Name) {
				linted[i].Findings = append(linted[i].Findings, selected(env, unused)...)
				finding.Sort(linted[i].Findings)
				break
			}
		}
	}
}

// merger brings the findings under several Kubernetes versions together: one that stands under two
// of them is one finding with two versions.
type merger struct {
	findings []finding.Finding
	known    map[occurrence]int
}

// occurrence tells findings apart that have one fingerprint: the nth of a version is the nth of another.
type occurrence struct {
	fingerprint, message string
	nth                  int
}

func (m *merger) add(found []finding.Finding, version string) {
	if m.known == nil {
		m.known = map[occurrence]int{}
	}
	seen := map[occurrence]int{}
	for _, f := range found {
		key := occurrence{fingerprint: f.Fingerprint(), message: f.Message}
		seen[key]++
		key.nth = seen[key]
		if i, ok := m.known[key]; ok {
			m.findings[i].KubeVersions = append(m.findings[i].KubeVersions, version)
			continue
		}
		f.KubeVersions = []string{version}
		m.known[key] = len(m.findings)
		m.findings = append(m.findings, f)
	}
}
