// Package bench times whole processes, as a user waits for them: make bench runs it with the pinned
// Helms and the programs in bin/. It prints figures and judges none.
package bench

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const root = "../.."

const bareProject = "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n"

const oneResource = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  KEY: value\n"

// BenchmarkTemplate is helm template of the HASH chart, with and without hash-post, in turn.
func BenchmarkTemplate(b *testing.B) {
	for _, helm := range []string{"HELM3", "HELM4"} {
		b.Run(helm, func(b *testing.B) {
			plain := []string{"template", "hash", "chart", "--namespace", "hash", "--values", "overlays/production/values.yaml"}
			compare(b, "with/without",
				command(b, helm, append(plain, "--post-renderer", "hash-post")...),
				command(b, helm, plain...))
		})
	}
}

// BenchmarkLint is helm-hash lint of the three environments of the HASH chart.
func BenchmarkLint(b *testing.B) {
	run := command(b, "helm-hash", "lint")
	for b.Loop() {
		once(b, run())
	}
}

// BenchmarkStart is hash-post with the baseline policies on one resource, beside helm version: the cost
// of starting.
func BenchmarkStart(b *testing.B) {
	project := filepath.Join(b.TempDir(), "hash.yaml")
	if err := os.WriteFile(project, []byte(bareProject), 0o600); err != nil {
		b.Fatal(err)
	}
	start := command(b, "hash-post", "--config", project)
	compare(b, "hash-post/helm", func() *exec.Cmd {
		cmd := start()
		cmd.Stdin = bytes.NewReader([]byte(oneResource))
		return cmd
	}, command(b, "HELM3", "version"))
}

// compare runs two commands in turn, so that a machine that changes its speed changes both, and
// reports each one's mean and their ratio.
func compare(b *testing.B, name string, first, second func() *exec.Cmd) {
	b.Helper()
	once(b, first()) // the first run of a binary reads it from disk
	once(b, second())
	var firsts, seconds time.Duration
	for b.Loop() {
		firsts += once(b, first())
		seconds += once(b, second())
	}
	b.ReportMetric(firsts.Seconds()*1000/float64(b.N), "first-ms")
	b.ReportMetric(seconds.Seconds()*1000/float64(b.N), "second-ms")
	b.ReportMetric(firsts.Seconds()/seconds.Seconds(), name)
}

func once(b *testing.B, cmd *exec.Cmd) time.Duration {
	b.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, stderr.Bytes())
	}
	return time.Since(start)
}

// command prepares a program: one of bin/, or the Helm that a variable names, with its plugins.
func command(b *testing.B, program string, args ...string) func() *exec.Cmd {
	b.Helper()
	binaries, err := filepath.Abs(filepath.Join(root, "bin"))
	if err != nil {
		b.Fatal(err)
	}
	plugins := plugin(b, binaries)
	path := filepath.Join(binaries, program)
	if program == "HELM3" || program == "HELM4" {
		path = os.Getenv(program)
	}
	if _, err := os.Stat(path); err != nil {
		b.Fatalf("%s: %v: run make bench", program, err)
	}
	environ := append(os.Environ(), "PATH="+binaries+string(os.PathListSeparator)+os.Getenv("PATH"))
	if program == "HELM4" {
		environ = append(environ, "HELM_PLUGINS="+filepath.Join(plugins, "hash", "cmd"))
	}
	return func() *exec.Cmd {
		cmd := exec.CommandContext(b.Context(), path, args...)
		cmd.Dir, cmd.Env = root, environ
		return cmd
	}
}

// plugin lays the post-renderer out as Helm 4 wants it, and returns the folder that holds the plugin.
func plugin(b *testing.B, binaries string) string {
	b.Helper()
	dir := b.TempDir()
	descriptor, err := os.ReadFile(filepath.Join(root, "cmd", "hash-post", "plugin.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	target := filepath.Join(dir, "hash", "cmd", "hash-post")
	if err := os.MkdirAll(target, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(target, "plugin.yaml"), descriptor, 0o600); err != nil {
		b.Fatal(err)
	}
	if err := os.Symlink(binaries, filepath.Join(dir, "hash", "bin")); err != nil {
		b.Fatal(err)
	}
	return dir
}
