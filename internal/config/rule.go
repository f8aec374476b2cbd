package config

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Runs reports whether a rule runs, given whether the environment's profile contains it. Disable
// wins over enable.
func (p EnvironmentPolicies) Runs(rule string, inProfile bool) bool {
	return (inProfile || matchesAny(p.Enable, rule)) && !matchesAny(p.Disable, rule)
}

// Severity gives what severities sets for a rule; found is false where it sets nothing. Of several
// globs that match, the longest counts; an exact ID counts before all.
func (p EnvironmentPolicies) Severity(rule string) (severity string, found bool) {
	if severity, found = p.Severities[rule]; found {
		return severity, true
	}
	byLength := slices.SortedFunc(maps.Keys(p.Severities), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	for _, pattern := range byLength {
		if matches(pattern, rule) {
			return p.Severities[pattern], true
		}
	}
	return "", false
}

func matchesAny(patterns []string, rule string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, rule) })
}

func matches(pattern, rule string) bool {
	ok, err := path.Match(pattern, rule)
	return ok && err == nil
}

// ruleGlob is a glob over rule IDs that matches at least one rule. With policies of the project's own,
// IDs outside the built-in categories pass as well: only the policies themselves know them.
func ruleGlob() form[string] {
	return form[string]{
		parse: func(r *reader, text string) (string, error) {
			if _, err := glob().parse(r, text); err != nil {
				return "", err
			}
			if slices.ContainsFunc(r.known.Rules, func(id string) bool { return matches(text, id) }) {
				return text, nil
			}
			categories := categoriesOf(r.known.Rules)
			category, _, _ := strings.Cut(text, "/")
			if r.ownPolicies && !slices.Contains(categories, category) {
				return text, nil
			}
			return "", unknownRule(text, r.known.Rules, categories)
		},
		schema: schema{MinLength: 1},
	}
}

func unknownRule(text string, rules, categories []string) error {
	if !strings.ContainsAny(text, "*?[") {
		return unknown("rule", text, rules)
	}
	wholes := make([]string, len(categories))
	for i, c := range categories {
		wholes[i] = c + "/*"
	}
	return fmt.Errorf("no rule matches: %w", unknown("glob", text, wholes))
}

func categoriesOf(rules []string) []string {
	var categories []string
	for _, id := range rules {
		category, _, _ := strings.Cut(id, "/")
		categories = append(categories, category)
	}
	slices.Sort(categories)
	return slices.Compact(categories)
}
