package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/test/e2e/page"
)

// TestPages runs what the pages show, in a copy of the repository and from top to bottom. UPDATE=1 rewrites what the
// commands print.
func TestPages(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	plugins := install(t, root)
	for _, name := range []string{"README.md", "docs/guide.md", "docs/env.md", "docs/secrets.md"} {
		t.Run(name, func(t *testing.T) {
			page.Check(t, filepath.Join(root, name), newReader(t, root, plugins))
		})
	}
}

// reader does what a page says, in a copy of the repository.
type reader struct {
	t       *testing.T
	dir     string
	environ []string
	shown   *strings.Replacer // paths as on the machine of a reader
}

func newReader(t *testing.T, root, plugins string) *reader {
	t.Helper()
	bin, home := t.TempDir(), t.TempDir()
	for name, variable := range map[string]string{"helm": "HELM3", "helm4.real": "HELM4"} {
		if os.Getenv(variable) == "" {
			t.Fatalf("%s is not set: run make e2e", variable)
		}
		if err := os.Symlink(os.Getenv(variable), filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	helm4 := fmt.Sprintf("#!/bin/sh\nHELM_PLUGINS='%[1]s:%[1]s/hash/cmd' exec '%[2]s/helm4.real' \"$@\"\n", plugins, bin)
	if err := os.WriteFile(filepath.Join(bin, "helm4"), []byte(helm4), 0o700); err != nil {
		t.Fatal(err)
	}
	programs := filepath.Join(plugins, "hash", "bin")
	return &reader{
		t:   t,
		dir: tracked(t, root),
		environ: []string{
			"PATH=" + strings.Join([]string{bin, programs, os.Getenv("PATH")}, string(os.PathListSeparator)),
			"HOME=" + home,
			"HELM_PLUGINS=" + plugins,
			"LC_ALL=C",
		},
		shown: strings.NewReplacer(programs, "/usr/local/bin"),
	}
}

// tracked copies the files that git knows into a directory that looks like a repository.
func tracked(t *testing.T, root string) string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "git", "ls-files", "-z")
	list.Dir, list.Stderr = root, t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, name), string(text))
	}
	return dir
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Write makes a file that the page shows.
func (r *reader) Write(name, text string) { writeFile(r.t, filepath.Join(r.dir, name), text) }

// Run gives what a terminal shows. A cd counts for what follows.
func (r *reader) Run(script string) string {
	if dir, isCd := strings.CutPrefix(script, "cd "); isCd {
		r.dir = filepath.Join(r.dir, strings.TrimSpace(dir))
		return ""
	}
	command := exec.CommandContext(r.t.Context(), "sh", "-c", script)
	command.Dir, command.Env = r.dir, r.environ
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		r.t.Logf("$ %s: %v", script, err) // many show a refusal
	}
	text := r.shown.Replace(out.String())
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}
