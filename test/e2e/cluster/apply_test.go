package cluster

import "testing"

// TestServerSideApply goes Argo CD's way: what is rendered is piped through hash-post and applied. The second time
// nothing changes.
func TestServerSideApply(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.secrets()
		rendered := s.run("helm", "template", "hash", "./chart", "--no-hooks", "-f", "overlays/local/values.yaml").succeeds()
		filtered := s.pipe(rendered.stdout, "hash-post").succeeds()
		apply := func() { s.pipe(filtered.stdout, "kubectl", "apply", "--server-side", "-f", "-").succeeds() }
		apply()
		s.run("kubectl", "wait", "deployment", "--all", "--for=condition=Available", "--timeout=60s").succeeds()
		s.run("kubectl", "wait", "job", "--all", "--for=condition=Complete", "--timeout=60s").succeeds()
		before := s.quiet()
		apply()
		if changed := before.differences(s.quiet()); len(changed) > 0 {
			s.Errorf("applying the same once more changes: %q", changed)
		}
	})
}
