package inject

import (
	"context"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Hooks reports the hooks that run without variables which a stanza means for them, and changes
// nothing: under hooks: leave those that do not have them of their own, and under hooks: process all,
// since Helm 3 never shows hooks to a post-renderer.
func (in *Injector) Hooks(ctx context.Context, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	index := in.index(s)
	for _, m := range in.makes() {
		index.put(objects{in.key(m.configMap): m.configMap})
	}
	var findings []finding.Finding
	for r := range s.All() {
		if !r.Hook() {
			continue
		}
		for t := range in.kinds.PodTemplates(r) {
			w := workload{r, t}
			if in.project.Hooks == config.HooksLeave {
				findings = append(findings, in.lacking(w, index.of(w))...)
			} else {
				findings = append(findings, in.notByHelm3(w, index.of(w))...)
			}
		}
	}
	return s, findings, ctx.Err()
}

// notByHelm3 reports a hook that gets variables, and what of them is not there when it runs.
func (in *Injector) notByHelm3(w workload, o objects) []finding.Finding {
	reaching := in.reachingAny(w)
	if len(reaching) == 0 {
		return nil
	}
	names := make([]string, len(reaching))
	for i, st := range reaching {
		names[i] = st.String()
	}
	said := "the hook gets variables of " + strings.Join(names, " and ") + ", but not from Helm 3"
	f := ruleHook.Violation(strings.Join(append([]string{said}, o.warnEarly(w, in.namespace(w.Resource), reaching)...), "; "))
	f.Resource = w.ID()
	f.Source = w.Source()
	return []finding.Finding{f}
}

// reachingAny gives the stanzas that reach a container of the workload.
func (in *Injector) reachingAny(w workload) []*stanza {
	var found []*stanza
	for c := range w.template.Containers() {
		for _, st := range in.reaching(w, c) {
			if !slices.Contains(found, st) {
				found = append(found, st)
			}
		}
	}
	return found
}
