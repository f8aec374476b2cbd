package cluster

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestInterrupt stops helm hash while Helm waits for a release that cannot become ready: Helm takes back what it has
// made.
func TestInterrupt(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.secrets()
		s.breaks("migrate", true)
		args := slices.Concat([]string{"install", "hash", "--atomic", "--timeout", "1m"}, forgotten)
		wrapped := slices.Concat([]string{"hash"}, args)
		// Ctrl-C reaches all that run in the terminal: Helm, which ends at once, helm-hash, and the Helm that installs.
		s.interrupts(s.command("helm", wrapped...), func(pid int) error { return syscall.Kill(-pid, syscall.SIGINT) })
		// A termination of that Helm, which CI sends, is its end too; it tells nobody.
		s.interrupts(s.command("helm", wrapped...), func(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) })
		// One of helm-hash is passed on.
		s.interrupts(s.command(filepath.Join(s.user.Plugin(), "bin", "helm-hash"), args...), func(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) })
	})
}

// takenBack matches what Helm says at last. At a time-out it names a deadline.
var takenBack = regexp.MustCompile(`has been uninstalled due to \S+ being set: context canceled\n$`)

// interrupts sends a signal once the release has pods.
func (s *site) interrupts(cmd *exec.Cmd, signal func(pid int) error) {
	s.Helper()
	before := s.quiet()
	var said bytes.Buffer
	cmd.SysProcAttr, cmd.Stderr = &syscall.SysProcAttr{Setpgid: true}, &said
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	s.eventually("the release has pods", s.hasPods)
	if err := signal(cmd.Process.Pid); err != nil {
		s.Fatal(err)
	}
	err := cmd.Wait() // for all that write to stderr, so for the Helm that installs
	if err == nil || !takenBack.MatchString(said.String()) {
		s.Errorf("interrupted: %v, got %s", err, said.String())
	}
	s.eventually("all is as it was", func() bool { return len(before.differences(s.state())) == 0 })
}

func (s *site) hasPods() bool {
	s.Helper()
	list, err := bed.client.CoreV1().Pods(s.namespace).List(s.Context(), metav1.ListOptions{Limit: 1})
	if err != nil {
		s.Fatal(err)
	}
	return len(list.Items) > 0
}
