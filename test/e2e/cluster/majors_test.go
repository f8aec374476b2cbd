package cluster

import "testing"

// TestAnotherMajor goes on with the other Helm, which takes over what the first has installed: nothing rolls.
func TestAnotherMajor(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install()
		before := s.workloads()
		s.user = bed.users[7-s.user.Major]
		s.helm("upgrade").succeeds()
		after := s.workloads()
		if rolled := s.rolled(before, after); len(rolled) > 0 {
			s.Errorf("an upgrade by Helm %d rolls %v", s.user.Major, rolled)
		}
		s.run("helm", "rollback", "hash", "1", "--wait", "--timeout", "1m").succeeds()
		s.same(before, s.workloads())
	})
}
