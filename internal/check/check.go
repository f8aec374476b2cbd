// Package check holds the rules written in Go: those that Rego is bad at, because they need the text of
// a resource, the references between all of them, or the formats of credentials, which are looked for in
// every text of a release and have to be found fast.
//
// It hides how each finds what it reports. A check is one file and one line in [All]; its findings
// look like those of a policy, so nobody downstream knows which kind found them.
package check

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Check is one rule written in Go.
type Check struct {
	finding.Rule
	// Run looks at a release and gives the violations, in any order.
	Run func(ctx context.Context, in Release) ([]finding.Finding, error)
}

// Release is what a check sees.
type Release struct {
	Set       *manifest.Set
	CRDs      *manifest.Set            // the files of crds/, judged beside Set; may be nil
	Kinds     manifest.Kinds           // the kinds that make pods
	Namespace string                   // of resources that name none
	Versions  []string                 // of Kubernetes, such as "1.34", that the environment may have
	Env       []config.SharedEnv       // of hash.yaml
	Secrets   []config.SecretReference // of hash.yaml, of every environment
	Declared  []config.Existing        // of hash.yaml: what the cluster has besides the release
	Values    []manifest.File          // the values files, where they are at hand

	references func() references // collected when a check first asks
}

// All lists the checks in the order in which they run.
func All() []Check {
	return []Check{
		invalidName(),
		plaintextSecret(),
		repeated(),
		skippedKey(),
		duplicateKey(),
		tooLarge(),
		csiVolume(),
		hookOrder(),
		missingKey(),
		pullSecret(),
		serviceAccountSecret(),
		tlsSecret(),
		unusedKey(),
	}
}

// Rules describes the checks.
func Rules() []finding.Rule {
	var rules []finding.Rule
	for _, c := range All() {
		rules = append(rules, c.Rule)
	}
	return rules
}

// Checker runs checks over a release.
type Checker struct {
	Checks  []Check // [All], or those that an environment wants
	Release Release // without its Set and CRDs
}

// Check gives the findings of all checks; crds may be nil.
func (c Checker) Check(ctx context.Context, s, crds *manifest.Set) ([]finding.Finding, error) {
	release := c.Release
	release.Set, release.CRDs = s, crds
	release.references = sync.OnceValue(release.collectReferences)
	var findings []finding.Finding
	for _, check := range c.Checks {
		found, err := check.Run(ctx, release)
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	return findings, nil
}

// judged gives all resources that checks look at.
func (in Release) judged() iter.Seq[*manifest.Resource] {
	return func(yield func(*manifest.Resource) bool) {
		for _, s := range []*manifest.Set{in.Set, in.CRDs} {
			if s == nil {
				continue
			}
			for r := range s.All() {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// at is a violation of rule in a field of a resource.
func (in Release) at(rule finding.Rule, r *manifest.Resource, path manifest.Path, message string) finding.Finding {
	f := rule.Violation(message)
	f.Resource = r.ID()
	f.Path = shown(path)
	f.NamedPath = shown(manifest.ParsePath(finding.NamedPath(path, r.Object()))).String()
	container, _ := in.Kinds.ContainerAt(r, path)
	f.Container = container.Name
	f.Source = r.Origin(path)
	return f
}

// shown is a path as it may be printed: any step may be a credential.
func shown(path manifest.Path) manifest.Path {
	safe := slices.Clone(path)
	for i, step := range safe {
		if key, ok := step.(string); ok {
			safe[i] = credential.Shown(key)
		}
	}
	return safe
}
