package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/doctor"
	"github.com/hashintel/helm-hash/internal/golden"
)

// A case is a machine: its programs, its plugins, the environment of a shell, and what is found. The file
// machine has the lines
//
//	program FILE SAYS     a Helm, helm-hash or hash-post of that version
//	plugin DIR SAYS       our whole plugin, with both descriptors
//	link NAME TARGET      a symbolic link
//
// and environ what a shell sets besides PATH, which is bin, and HELM_DATA_HOME, which is data.
func TestMachine(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		root, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		c.Extract(root)
		build(t, root, c.Text("machine"))
		environ := []string{"PATH=" + filepath.Join(root, "bin"), "HELM_DATA_HOME=" + filepath.Join(root, "data")}
		if c.Has("environ") {
			environ = append(environ, strings.Fields(strings.ReplaceAll(c.Text("environ"), "ROOT", root))...)
		}
		ctx, cancel := t.Context(), func() {}
		if strings.Contains(c.Text("machine"), " nothing\n") {
			ctx, cancel = context.WithTimeout(ctx, 100*time.Millisecond) // nobody waits for what never answers
		}
		defer cancel()
		checks := doctor.Examine(ctx, doctor.Options{
			Environ: environ, Version: "v0.1.0", Project: doctor.Project{Err: &config.NotFoundError{}},
		})
		c.Want("want.txt", strings.ReplaceAll(text(checks), root, "ROOT"))
	})
}

// text is what was found about the machine.
func text(checks []doctor.Check) string {
	var b strings.Builder
	for _, c := range checks {
		if c.Name == "project" || c.Name == "cluster" {
			continue
		}
		fmt.Fprintf(&b, "%s: %s: ", c.Status, c.Name)
		if c.Subject != "" {
			fmt.Fprintf(&b, "%s: ", c.Subject)
		}
		fmt.Fprintln(&b, c.Found)
		if c.Remedy != "" {
			fmt.Fprintln(&b, "    "+c.Remedy)
		}
	}
	return b.String()
}

func build(t *testing.T, root, machine string) {
	t.Helper()
	for line := range strings.Lines(machine) {
		what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, says, _ := strings.Cut(rest, " ")
		path := filepath.Join(root, name)
		switch what {
		case "program":
			program(t, path, says)
		case "plugin":
			install(t, path, says)
		case "link":
			link(t, filepath.Join(root, says), path)
		default:
			t.Fatalf("the machine has a line %q", line)
		}
	}
}

func program(t *testing.T, path, says string) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(path) // that of a whole plugin
	link(t, binary, path)
	write(t, path+".says", says)
}

// install lays out our plugin as make install does.
func install(t *testing.T, dir, says string) {
	t.Helper()
	for name, source := range map[string]string{
		"plugin.yaml":               "../../plugin.yaml",
		"cmd/hash-post/plugin.yaml": "../../cmd/hash-post/plugin.yaml",
	} {
		descriptor, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(descriptor))
	}
	program(t, filepath.Join(dir, "bin", "helm-hash"), says)
	program(t, filepath.Join(dir, "bin", "hash-post"), says)
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.Symlink(target, path)); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}
