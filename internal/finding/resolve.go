package finding

import (
	"fmt"
	"time"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Terms are the waivers of a project, and what decides which of them count.
type Terms struct {
	Waivers     []Waiver
	Environment string
	Now         time.Time
}

// Resolve gives the findings with their waivers, in the order of [Sort]. One whose waiver has expired
// says so; a waiver for a rule that allows none is a finding of its own. The input is not changed.
func Resolve(findings []Finding, t Terms) []Finding {
	resolved := make([]Finding, 0, len(findings))
	refused := map[refusal]bool{}
	for _, f := range findings {
		waived := t.apply(f)
		if r := (refusal{waiver: waived.Waiver, rule: f.Rule}); r.waiver != nil && !f.Waivable {
			waived.Waiver = nil
			if !refused[r] {
				refused[r] = true
				resolved = append(resolved, r.finding())
			}
		}
		resolved = append(resolved, waived)
	}
	Sort(resolved)
	return resolved
}

// apply looks for a waiver in force; only without one does an expired one matter.
func (t Terms) apply(f Finding) Finding {
	f.Waiver, f.Expired = nil, nil
	for i := range t.Waivers {
		w := &t.Waivers[i]
		switch {
		case !w.Covers(f, t.Environment):
		case !w.ExpiredAt(t.Now):
			f.Waiver, f.Expired = w, nil
			return f
		case f.Expired == nil || f.Expired.Expires.Before(w.Expires):
			f.Expired = w
		}
	}
	if f.Expired != nil {
		f.Message += fmt.Sprintf(" (the waiver of %s at %s expired on %s)", f.Expired.Owner, f.Expired.Place, f.Expired.Expires.Format(time.DateOnly))
	}
	return f
}

type refusal struct {
	waiver *Waiver
	rule   string
}

func (r refusal) finding() Finding {
	f := waiverRefused.Violation(fmt.Sprintf("rule %s allows no waiver", r.rule))
	f.Source = r.waiver.source()
	return f
}

// Unused gives a finding for each waiver that covers nothing in any environment of its project: a
// waiver needed in one of them is used. Pass all environments of the project, or a waiver may be
// blamed for one that nobody looked at.
func Unused(waivers []Waiver, environments []Environment) []Finding {
	var unused []Finding
	for _, w := range waivers {
		if !w.judgedIn(environments) || w.usedIn(environments) {
			continue
		}
		f := waiverUnused.Violation(fmt.Sprintf("the waiver of %s for rule %s covers no finding", w.Owner, w.Rule))
		f.Source = w.source()
		unused = append(unused, f)
	}
	Sort(unused)
	return unused
}

// judgedIn reports whether every environment that the waiver names was looked at; else nobody knows.
func (w Waiver) judgedIn(environments []Environment) bool {
	judged := make(map[string]bool, len(environments))
	for _, e := range environments {
		judged[e.Name] = true
	}
	for _, name := range w.Environments {
		if !judged[name] {
			return false
		}
	}
	return len(environments) > 0
}

func (w Waiver) usedIn(environments []Environment) bool {
	for _, e := range environments {
		for _, f := range e.Findings {
			if w.Covers(f, e.Name) {
				return true
			}
		}
	}
	return false
}

func (w Waiver) source() manifest.Source { return PlaceSource(w.Place) }
