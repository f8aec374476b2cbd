package inject

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// reach is what stanzas have met in a release.
type reach struct {
	matched map[*stanza]bool        // those that mean a container
	passed  map[*stanza]manifest.ID // the first hook that they would mean if hooks were not left alone
}

// note notes the stanzas that mean a container of the workload.
func (in *Injector) note(reached reach, w workload, c manifest.Container) {
	for _, st := range in.selecting(w, c) {
		if _, known := reached.passed[st]; !in.leftAlone(w.Resource) {
			reached.matched[st] = true
		} else if !known {
			reached.passed[st] = w.ID()
		}
	}
}

// unmatched reports the stanzas that mean no container, unless they may.
func (in *Injector) unmatched(reached reach) []finding.Finding {
	var findings []finding.Finding
	for _, st := range in.stanzas {
		if reached.matched[st] || st.optional {
			continue
		}
		why := "no workload " + st.wanted()
		if hook, passed := reached.passed[st]; passed {
			why = fmt.Sprintf("%s does, but is a hook, and hooks: leave in hash.yaml leaves it alone", hook)
		}
		f := ruleUnmatched.Violation(fmt.Sprintf("%s reaches no container in environment %s: %s", st, in.environment.Name, why))
		f.Source = st.source()
		findings = append(findings, f)
	}
	return findings
}
