package cluster

import (
	"slices"
	"testing"
)

const inProgress = "another operation (install/upgrade/rollback) is in progress"

// TestKilledUpgrade kills Helm while it waits. The release then is upgrading for ever, until somebody rolls it back.
func TestKilledUpgrade(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install()
		before := s.workloads()
		s.breaks("frontend", true)
		s.kills("upgrade", "--set", "systemUser.shortname=root")
		s.helm("upgrade").fails(1, inProgress)
		s.run("helm", "hash", "upgrade", "hash", "./chart", "-f", "overlays/local/values.yaml").fails(1, inProgress)
		s.breaks("frontend", false)

		s.run("helm", "rollback", "hash", "--wait", "--timeout", "2m").succeeds()
		s.same(before, s.workloads())
		s.helm("upgrade", "--set", "systemUser.shortname=root").succeeds()
	})
}

// TestKilledInstall kills Helm at the first installation, when there is nothing to roll back to.
func TestKilledInstall(t *testing.T) {
	withBothHelms(t, func(s *site) {
		before := s.quiet()
		s.kills("install") // waits for Secrets
		s.helm("upgrade", "--install").fails(1, inProgress)
		s.run("helm", "rollback", "hash").fails(1, "release")
		s.run("helm", "uninstall", "hash").succeeds()
		if left := before.differences(s.quiet()); len(left) > 0 {
			s.Errorf("helm uninstall leaves %q", left)
		}
		s.install()
	})
}

// kills kills Helm once it has written the frontend.
func (s *site) kills(verb string, args ...string) {
	s.Helper()
	generation := s.workload("hash-frontend").generation
	helm := s.command("helm", slices.Concat([]string{verb, "hash", "./chart", "--post-renderer", "hash-post", "-f", "overlays/local/values.yaml", "--wait"}, args)...)
	if err := helm.Start(); err != nil {
		s.Fatal(err)
	}
	s.eventually("Helm writes the frontend", func() bool { return s.workload("hash-frontend").generation > generation })
	if err := helm.Process.Kill(); err != nil {
		s.Error(err)
	}
	_ = helm.Wait() // it was killed
}
