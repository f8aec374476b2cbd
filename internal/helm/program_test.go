package helm

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func writeProgram(t *testing.T, file string, mode os.FileMode) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"), mode); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	writeProgram(t, dir+"/data/helm", 0o644)
	first := writeProgram(t, dir+"/first/helm", 0o755)
	second := writeProgram(t, dir+"/second/helm", 0o755)
	other := writeProgram(t, dir+"/second/helm4", 0o755)
	path := "PATH=" + strings.Join([]string{"gone", dir + "/data", dir + "/first", dir + "/second"}, string(filepath.ListSeparator))
	for _, c := range []struct {
		name    string
		environ []string
		want    string
		err     string
	}{
		{"on the PATH", []string{path}, first, ""},
		{"by a bare name", []string{path, "HELM_BIN=helm4"}, other, ""},
		{"by a path", []string{path, "HELM_BIN=" + second}, second, ""},
		{"by a path from here", []string{path, "HELM_BIN=second/helm"}, second, ""},
		{"in a relative directory of the PATH", []string{"PATH=second"}, second, ""},
		{"the last entry counts", []string{"PATH=gone", path}, first, ""},
		{"nowhere", []string{"PATH=gone"}, "", "no helm on the PATH"},
		{"no PATH", nil, "", "no helm on the PATH"},
		{"a wrong name", []string{path, "HELM_BIN=helm5"}, "", "HELM_BIN: no helm5 on the PATH"},
		{"no program", []string{path, "HELM_BIN=data/helm"}, "", `HELM_BIN: exec: "data/helm": permission denied`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Find(c.environ)
			if got.Path != c.want || c.err == "" && err != nil || c.err != "" && (err == nil || err.Error() != c.err) {
				t.Errorf("got %q, %v", got.Path, err)
			}
			var hinter interface{ Hint() string }
			if c.err != "" && !errors.As(err, &hinter) {
				t.Errorf("%v has no remedy", err)
			}
		})
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	for plays, want := range map[string]string{
		"fails": "version: exit status 7\nError: it is broken",
		"echo":  `version: got "version --template {{.Version}}\nHELM_PLUGINS=/plugins"`,
	} {
		p := player(t, plays)
		if version, err := p.Version(t.Context()); err == nil || err.Error() != p.Path+" "+want {
			t.Errorf("%s: got %q, %v", plays, version, err)
		}
	}
}

func TestEnv(t *testing.T) {
	t.Parallel()
	got, err := player(t, "env").Env(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"HELM_BIN": "helm", "HELM_PLUGINS": `C:\new\plugins`, "HELM_NAMESPACE": ""}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A wrapper that hangs does not make us hang, even where it has left a child with our pipes.
func TestNoAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	p := player(t, "hangs")
	if _, err := p.Env(ctx); err == nil || err.Error() != p.Path+" env: no answer within 10s" {
		t.Errorf("got %v", err)
	}
}
