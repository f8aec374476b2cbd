package pipeline

import (
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/inject"
)

// raiseUnmatched makes an error of each stanza of hash.yaml that reaches no container in any of the
// environments in which it counts. One that was not linted might be the one in which it does. Where an
// environment sets the severity of the rule, that stays.
func raiseUnmatched(o LintOptions, linted []finding.Environment) {
	reached := map[string]bool{}
	for _, stanza := range stanzas(o.Project) {
		reached[stanza.place] = stanza.reachedIn(o.Project.Environments, linted)
	}
	for i, env := range linted {
		if _, set := o.Environments[i].Policies.Severity(inject.UnmatchedRule); set {
			continue
		}
		for j := range env.Findings {
			f := &env.Findings[j]
			if f.Rule == inject.UnmatchedRule && !reached[f.Source.String()] {
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

// reachedIn reports whether the stanza reaches, or may reach, a container in an environment.
func (s stanza) reachedIn(all []*config.Environment, linted []finding.Environment) bool {
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
