package policy

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
)

// Rule is what METADATA says about a rule. That of the project's own policies stands for a whole
// package: its ID is the name of the package.
type Rule = finding.Rule

// The scopes of a rule: it is evaluated for each resource, or once for the whole release.
const (
	ScopeResource = "resource"
	ScopeRelease  = "release"
)

const engineRego = "rego"

// Profiles lists the named sets of rules. In none there are no built-in rules but those enabled by name.
func Profiles() []string { return []string{"none", "baseline", "restricted", "production"} }

// Rules lists the built-in rules, sorted by ID. It reads their METADATA and compiles nothing.
func Rules() []Rule {
	built, err := builtins()
	if err != nil { // a fault of the embedded files: a test reads them all, and Compile reports it
		return nil
	}
	rules := make([]Rule, len(built.rules))
	for i, b := range built.rules {
		rules[i] = b.rule
	}
	return rules
}

// Selection decides which rules run in an environment and how much their findings weigh. Rules in Go
// are selected by it too.
type Selection config.EnvironmentPolicies

// Includes reports whether a rule runs: its profiles hold the environment's, or it is one of the
// project's own, or it is enabled by name; and it is not disabled.
func (s Selection) Includes(id string, profiles []string, own bool) bool {
	return config.EnvironmentPolicies(s).Runs(id, own || slices.Contains(profiles, s.Profile))
}

// Severity is the weight of a rule in the environment; normal is that of its METADATA.
func (s Selection) Severity(id string, normal finding.Severity) finding.Severity {
	name, found := config.EnvironmentPolicies(s).Severity(id)
	if !found {
		return normal
	}
	severity, err := finding.ParseSeverity(name)
	if err != nil { // config has checked the name
		return finding.Error
	}
	return severity
}
