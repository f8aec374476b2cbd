package inject

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Hooks reports the hooks that get variables under hooks: process, and changes nothing. Under Helm 3,
// which never shows hooks to a post-renderer, they would run without.
func (in *Injector) Hooks(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	var findings []finding.Finding
	for r := range s.All() {
		if !r.Hook() {
			continue
		}
		for t := range in.kinds.PodTemplates(r) {
			reaching := in.reachingAny(workload{r, t})
			if len(reaching) == 0 {
				continue
			}
			f := ruleHook.Violation(fmt.Sprintf("the hook gets variables of %s, but not from Helm 3", strings.Join(reaching, " and ")))
			f.Resource = r.ID()
			f.Source = r.Source()
			findings = append(findings, f)
		}
	}
	return s, findings, ctx.Err()
}

// reachingAny names the stanzas that reach a container of the workload.
func (in *Injector) reachingAny(w workload) []string {
	var names []string
	for c := range w.template.Containers() {
		for _, st := range in.reaching(w, c) {
			if name := st.String(); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
