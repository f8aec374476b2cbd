package pipeline

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/policy"
)

// The page on the rules is the one that the rules' own descriptions give.
func TestDocsRules(t *testing.T) {
	rules := Rules()
	if len(rules) == 0 {
		t.Fatal("there are no rules")
	}
	golden.File(t, filepath.Join("..", "..", "docs", "rules.md"), rulesPage(rules))
}

const rulesIntroduction = `# Rules

The built-in rules, written by ` + "`make docs`" + ` from their own descriptions. Which of them run is for each environment to
say: its profile, and what it enables and disables ([how](guide.md#policies)). ` + "`helm hash policy list --env NAME`" + ` prints
the rules of an environment with the severities that are set there.

A dot says that the profile contains the rule.

`

func rulesPage(rules []finding.Rule) string {
	var b strings.Builder
	b.WriteString(rulesIntroduction)
	rulesTable(&b, rules)
	category := ""
	for _, r := range rules {
		if r.Category() != category {
			category = r.Category()
			fmt.Fprintf(&b, "\n## %s\n", category)
		}
		ruleSection(&b, r)
	}
	return b.String()
}

func rulesTable(b *strings.Builder, rules []finding.Rule) {
	profiles := policy.Profiles()
	fmt.Fprintf(b, "| rule | title | severity | %s |\n", strings.Join(profiles, " | "))
	fmt.Fprintf(b, "|--|--|--|%s\n", strings.Repeat(":-:|", len(profiles)))
	for _, r := range rules {
		fmt.Fprintf(b, "| [%s](#%s) | %s | %s |", r.ID, anchor(r.ID), cell(r.Title), r.Severity)
		for _, p := range profiles {
			mark := " "
			if slices.Contains(r.Profiles, p) {
				mark = " • "
			}
			fmt.Fprintf(b, "%s|", mark)
		}
		b.WriteByte('\n')
	}
}

func ruleSection(b *strings.Builder, r finding.Rule) {
	fmt.Fprintf(b, "\n### %s\n\n**%s.** %s\n\n", r.ID, text(r.Title), text(r.Description))
	fmt.Fprintf(b, "- Severity: %s\n", r.Severity)
	fmt.Fprintf(b, "- Profiles: %s\n", profilesOf(r))
	fmt.Fprintf(b, "- Remedy: %s\n", text(r.Remediation))
	fmt.Fprintf(b, "- Judges: %s\n", judged(r))
	fmt.Fprintf(b, "- Waivers: %s\n", waivers(r))
	if len(r.Links) > 0 {
		fmt.Fprintf(b, "- See: <%s>\n", strings.Join(r.Links, ">, <"))
	}
}

func profilesOf(r finding.Rule) string {
	switch {
	case len(r.Profiles) == 0:
		return "in none of them: it runs where it is enabled by name"
	case slices.Equal(r.Profiles, policy.Profiles()):
		return "every one, `none` too"
	default:
		return strings.Join(r.Profiles, ", ")
	}
}

func judged(r finding.Rule) string {
	if r.Scope == policy.ScopeRelease {
		return "the release as a whole"
	}
	return "each resource"
}

func waivers(r finding.Rule) string {
	if r.Waivable {
		return "allowed"
	}
	return "not allowed"
}

// anchor is what GitHub makes of a rule's ID as a heading.
func anchor(id string) string { return strings.ReplaceAll(id, "/", "") }

// text keeps a description from being taken for markup.
func text(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`).Replace(strings.TrimSpace(s))
}

func cell(s string) string { return strings.ReplaceAll(text(s), "|", `\|`) }
