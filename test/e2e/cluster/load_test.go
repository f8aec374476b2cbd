package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLoad installs 4,001 resources and prints how much of the time is hash-post's.
func TestLoad(t *testing.T) {
	p := newPlane(t, "")
	for major, u := range bed.users { // before the tests that run beside each other
		t.Run(fmt.Sprintf("helm%d", major), func(t *testing.T) {
			t.Parallel()
			s := newSite(t, u)
			s.dir, s.environ = testdata(s, "load"), []string{"KUBECONFIG=" + p.Kubeconfig(), "HELM_NAMESPACE=" + s.namespace}
			rendered := s.run("helm", "template", "load", ".").succeeds()
			start := time.Now()
			filtered := s.pipe(rendered.stdout, "hash-post").succeeds()
			filter := time.Since(start)
			start = time.Now()
			s.run("helm", "install", "load", ".", "--post-renderer", "hash-post", "--create-namespace").succeeds()
			install := time.Since(start)
			resources := strings.Count(filtered.stdout, "\nkind: ")
			t.Logf("%d resources: helm install takes %.1f s, of which hash-post %.1f s (%.0f%%)",
				resources, install.Seconds(), filter.Seconds(), 100*filter.Seconds()/install.Seconds())
			there := s.run("kubectl", "get", "deploy,svc,sa,cm", "-o", "name", "-n", s.namespace).succeeds()
			if n := strings.Count(there.stdout, "\n"); n < resources || resources != 4001 {
				t.Errorf("%d resources rendered, want 4001; %d there", resources, n)
			}
			if injected := strings.Count(filtered.stdout, "name: shared\n") - 1; injected != 400 {
				t.Errorf("the shared variables are in %d Deployments, want 400", injected)
			}
		})
	}
}

// TestRounds installs, upgrades and uninstalls fifty times, with each Helm half of them: no object is left, no process,
// and no temporary file.
func TestRounds(t *testing.T) {
	const rounds = 25
	withBothHelms(t, func(s *site) {
		s.dir = testdata(s, "load")
		temporary := s.TempDir()
		s.environ = append(s.environ, "TMPDIR="+temporary, "SITE="+s.namespace)
		before := s.state()
		for range rounds {
			s.run("helm", "install", "load", ".", "--post-renderer", "hash-post", "--set", "services=1,files=1").succeeds()
			s.run("helm", "upgrade", "load", ".", "--post-renderer", "hash-post", "--set", "services=2,files=1").succeeds()
			s.run("helm", "uninstall", "load").succeeds()
		}
		s.eventually("all is gone", func() bool { return len(before.differences(s.state())) == 0 })
		if files, err := os.ReadDir(temporary); err != nil || len(files) > 0 {
			s.Errorf("temporary files are left: %v, %v", files, err)
		}
		if left := processesWith("SITE=" + s.namespace); len(left) > 0 {
			s.Errorf("processes are left: %q", left)
		}
	})
}

// processesWith gives the command lines of processes that have a variable.
func processesWith(variable string) []string {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	var found []string
	for _, file := range environs {
		environ, err := os.ReadFile(file)
		if err == nil && strings.Contains(string(environ), variable+"\x00") {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline"))
			found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}
