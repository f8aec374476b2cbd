// Package inject gives containers the shared variables and secret references of hash.yaml, and rolls
// their pods when what they refer to changes.
//
// It hides precedence (what the chart wrote wins, and is reported), which workloads and containers a
// stanza means, the order in which $(NAME) needs its variables, and what a checksum covers. It never
// guesses: where two stanzas want the same, or a ConfigMap is missing, that is an error with its place.
package inject

import (
	"context"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Options is what an injector is made for.
type Options struct {
	Project     *config.Project
	Environment *config.Environment
	Kinds       manifest.Kinds // the kinds that make pods
}

// Injector applies the stanzas of one environment. It may be used as often as wanted, in parallel.
type Injector struct {
	project     *config.Project
	environment *config.Environment
	kinds       manifest.Kinds
	stanzas     []*stanza
	existing    []config.Existing // in the environment
}

// New makes an injector with the stanzas of hash.yaml that count in the environment.
func New(o Options) *Injector {
	return &Injector{
		project:     o.Project,
		environment: o.Environment,
		kinds:       o.Kinds,
		stanzas:     stanzasOf(o.Project, o.Environment),
		existing:    o.Project.ExistingFor(o.Environment.Name),
	}
}

// Apply adds the ConfigMaps that hash.yaml defines, and the variables of every stanza to the
// containers that it means. Its findings are variables that have a value of their own, and stanzas
// that mean no container. Applied twice, it changes nothing more.
func (in *Injector) Apply(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	s, made, err := in.addMade(s)
	if err != nil {
		return nil, nil, err
	}
	index := in.index(s)
	index.put(made) // as hash.yaml has them: an overlay has changed those of an earlier run
	reached := reach{matched: map[*stanza]bool{}, passed: map[*stanza]manifest.ID{}}
	var changed []*manifest.Resource
	var findings []finding.Finding
	for r := range s.All() {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		for t := range in.kinds.PodTemplates(r) {
			w := workload{r, t}
			p, err := in.plan(w, index.of(w), reached)
			if err != nil {
				return nil, nil, err
			}
			edited, err := p.apply(in.kinds)
			if err != nil {
				return nil, nil, err
			}
			if edited != r {
				changed = append(changed, edited)
			}
			findings = append(append(findings, p.findings(edited)...), w.idleOptOuts()...)
		}
	}
	s, err = in.addRequired(s.With(changed...), reached)
	return s, append(findings, in.unmatched(reached)...), err
}
