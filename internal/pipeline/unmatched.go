package pipeline

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/inject"
)

// judgeUnmatched makes an error of each stanza of hash.yaml that reaches no container in any of the
// environments in which it counts, and drops what is said of one that reaches some elsewhere: that is
// how environments differ. One that was not linted might be the one in which it does. Where an
// environment sets the severity of the rule, that stays.
func judgeUnmatched(o LintOptions, linted []finding.Environment) {
	seen, possible := map[string]bool{}, map[string]bool{}
	for _, stanza := range stanzas(o.Project) {
		seen[stanza.place] = stanza.reachesIn(o.Environments, linted)
		possible[stanza.place] = stanza.reachesIn(o.Project.Environments, linted)
	}
	for i := range linted {
		if _, set := o.Environments[i].Policies.Severity(inject.UnmatchedRule); set {
			continue
		}
		linted[i].Findings = slices.DeleteFunc(linted[i].Findings, func(f finding.Finding) bool {
			return f.Rule == inject.UnmatchedRule && seen[f.Source.String()]
		})
		for j := range linted[i].Findings {
			f := &linted[i].Findings[j]
			if f.Rule == inject.UnmatchedRule && !possible[f.Source.String()] {
				f.Severity = finding.Error
			}
		}
	}
}

type stanza struct {
	place        string
	environments []string
}

func stanzas(p *config.Project) []stanza {
	var all []stanza
	for _, e := range p.Env {
		all = append(all, stanza{e.Place, e.Environments})
	}
	for _, s := range p.Secrets {
		all = append(all, stanza{s.Place, s.Environments})
	}
	return all
}

// reachesIn reports whether the stanza reaches a container in one of the environments, or may, where that
// one was not linted.
func (s stanza) reachesIn(all []*config.Environment, linted []finding.Environment) bool {
	for _, env := range all {
		if config.AppliesTo(s.environments, env.Name) && !s.unmatchedIn(env.Name, linted) {
			return true
		}
	}
	return false
}

func (s stanza) unmatchedIn(environment string, linted []finding.Environment) bool {
	for _, env := range linted {
		for _, f := range env.Findings {
			if env.Name == environment && f.Rule == inject.UnmatchedRule && f.Source.String() == s.place {
				return true
			}
		}
	}
	return false
}
