package cluster

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWrapper runs helm hash install, upgrade and template where Helm itself would be run with hash-post: what Helm
// prints and its exit code come through unchanged.
func TestWrapper(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.secrets()
		helms := []string{"--namespace", s.namespace, "--kube-context", "lab", "--set", "frontend.replicas=2"}
		s.printsTheSame(0, slices.Concat([]string{"template", "hash"}, helms)...)
		s.elsewhere(func() { // the flags count, not the kubeconfig
			s.printsTheSame(0, slices.Concat([]string{"install", "hash", "--dry-run=server"}, helms)...)
		})
		s.run("helm", slices.Concat([]string{"hash", "install", "hash", "--atomic"}, forgotten)...).succeeds()
		s.printsTheSame(1, "install", "hash") // the name is in use
		s.printsTheSame(0, slices.Concat([]string{"upgrade", "hash", "--install", "--atomic", "--output", "json"}, helms)...)
		s.writesNoUnfilteredFiles()
		s.failsToUpgrade()

		before := s.quiet()
		s.reusesValues()
		s.judgesHooks()
		s.unchanged(before, "refusals by helm hash")
	})
}

// printsTheSame runs a command through Helm with hash-post, and then through helm hash.
func (s *site) printsTheSame(code int, args ...string) {
	s.Helper()
	want := s.run("helm", slices.Concat(args, filtered)...)
	got := s.run("helm", slices.Concat([]string{"hash"}, args, forgotten)...)
	if want.code != code || got.code != code {
		s.Errorf("%s: exit code %d of Helm, %d of helm hash, want %d", args, want.code, got.code, code)
	}
	if timeless(got.stdout) != timeless(want.stdout) {
		s.Errorf("%s prints\n%s\nand Helm itself\n%s", got.line, got.stdout, want.stdout)
	}
	if code != 0 {
		want.stderr += `Error: plugin "hash" exited with error` + "\n" // the Helm that runs helm hash says so of each
	}
	if timeless(got.stderr) != timeless(want.stderr) {
		s.Errorf("%s says on stderr\n%s\nand Helm itself\n%s", got.line, got.stderr, want.stderr)
	}
}

// elsewhere does something while the kubeconfig leads to a cluster that is not there.
func (s *site) elsewhere(do func()) {
	s.Helper()
	s.run("kubectl", "config", "set-cluster", "elsewhere", "--server=https://127.0.0.1:1").succeeds()
	s.run("kubectl", "config", "set-context", "elsewhere", "--cluster=elsewhere").succeeds()
	s.run("kubectl", "config", "use-context", "elsewhere").succeeds()
	s.run("helm", "list").fails(1, "127.0.0.1:1")
	do()
	s.run("kubectl", "config", "use-context", "lab").succeeds()
}

// inTime matches what is different each time.
var inTime = regexp.MustCompile(`LAST DEPLOYED: .*|REVISION: .*|"last_deployed":"[^"]*"|"version":[0-9]+`)

func timeless(text string) string { return inTime.ReplaceAllString(text, "") }

// writesNoUnfilteredFiles has helm template write files, which Helm 3 shows to no post-renderer.
func (s *site) writesNoUnfilteredFiles() {
	s.Helper()
	out := s.run("helm", slices.Concat([]string{"hash", "template", "hash", "--output-dir", "out"}, forgotten)...)
	directive := filepath.Join(s.dir, "out", "hash", "templates", "post-render.yaml") // no filter lets it through
	if _, err := os.Stat(directive); !errors.Is(err, fs.ErrNotExist) {
		s.Errorf("%s: got %v, want none", directive, err)
	}
	if s.user.Major == 3 {
		out.fails(2, "--output-dir: Helm 3 writes these files without a post-renderer\n")
	} else {
		out.succeeds()
	}
}

// failsToUpgrade leaves a revision without the dashboard, which Helm does not go by: it has failed.
func (s *site) failsToUpgrade() {
	s.Helper()
	s.breaks("frontend", true)
	s.helm("upgrade", "--set", "dashboard.enabled=false,frontend.image.tag=other", "--timeout", "1s").fails(1, "UPGRADE FAILED")
	s.breaks("frontend", false)
}

// reusesValues upgrades without values, so that Helm takes those of the deployed revision: they are judged, too.
func (s *site) reusesValues() {
	s.Helper()
	const allowed = `"docker.io/kubernetesui/", `
	s.configure(allowed, "") // the release has a dashboard by its values, the chart by itself has none
	refusal := s.run("helm", "hash", "upgrade", "hash", "./chart").fails(1, "error  image/registry\n", "Deployment "+s.namespace+"/hash-dashboard, ", "helm upgrade was not run\n")
	if strings.Contains(refusal.stderr, "|-") || refusal.stdout != "" {
		s.Errorf("the findings are not by themselves: %s%s", refusal.stdout, refusal.stderr)
	}
	s.run("helm", "hash", "upgrade", "hash", "./chart", "--reset-values", "--dry-run=server").succeeds()
	s.configure(`allowedRegistries: ["hash-registry.localhost:5000/", "docker.io/library/", "docker.io/op`, `allowedRegistries: ["hash-registry.localhost:5000/", "docker.io/library/", `+allowed+`"docker.io/op`)
}

// badHook would run before all else of an upgrade.
const badHook = `apiVersion: v1
kind: Pod
metadata:
  name: stranger
  annotations: {helm.sh/hook: pre-upgrade}
spec:
  containers:
    - {name: stranger, image: "quay.io/stranger/hook:1"}
`

// judgesHooks upgrades to a hook that a policy refuses. Helm 3 shows hooks to no post-renderer.
func (s *site) judgesHooks() {
	s.Helper()
	s.write("chart/templates/bad-hook.yaml", badHook)
	words := []string{"error  image/registry\n", "/stranger, container stranger\n", "file:     chart/templates/bad-hook.yaml\n"}
	s.run("helm", slices.Concat([]string{"hash", "upgrade", "hash", "--timeout", "5s"}, forgotten)...).fails(1, words...)
	upgrade := s.run("helm", slices.Concat([]string{"upgrade", "hash", "--dry-run=server"}, filtered)...)
	if s.user.Major == 3 {
		upgrade.succeeds()
	} else {
		upgrade.fails(1, words...)
	}
}
