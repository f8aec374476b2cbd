package pipeline

import (
	"cmp"
	"slices"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/inject"
	"github.com/hashintel/helm-hash/internal/policy"
)

// Rules lists all built-in rules by ID, those in Rego and those in Go.
func Rules() []finding.Rule {
	rules := slices.Concat(policy.Rules(), goRules())
	slices.SortFunc(rules, func(a, b finding.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules
}

// goRules are the rules that are not in Rego.
func goRules() []finding.Rule {
	return slices.Concat(check.Rules(), inject.Rules(), finding.Rules())
}

// RulesOf lists the built-in rules that run in an environment, with the severities set there.
func RulesOf(env *config.Environment) []finding.Rule {
	chosen := policy.Selection(env.Policies)
	var rules []finding.Rule
	for _, r := range Rules() {
		if chosen.Includes(r.ID, r.Profiles, false) {
			r.Severity = chosen.Severity(r.ID, r.Severity)
			rules = append(rules, r)
		}
	}
	return rules
}

// Known is what a project may name.
func Known(version string) config.Known {
	known := config.Known{Profiles: policy.Profiles(), Version: version}
	for _, r := range Rules() {
		known.Rules = append(known.Rules, r.ID)
	}
	return known
}

// selected drops the findings of those rules in Go that do not run in the environment, and gives the
// others the severities set there. Rules in Rego are selected before they are compiled.
func selected(env *config.Environment, findings []finding.Finding) []finding.Finding {
	chosen := policy.Selection(env.Policies)
	inGo := map[string]finding.Rule{}
	for _, r := range goRules() {
		inGo[r.ID] = r
	}
	var kept []finding.Finding
	for _, f := range findings {
		if rule, ok := inGo[f.Rule]; ok {
			if !chosen.Includes(rule.ID, rule.Profiles, false) {
				continue
			}
			f.Severity = chosen.Severity(rule.ID, f.Severity)
		}
		kept = append(kept, f)
	}
	return kept
}
