package helm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newPlugin gives the directory of an installed plugin.
func newPlugin(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeProgram(t, dir+"/bin/hash-post", 0o755)
	writeProgram(t, dir+"/cmd/hash-post/plugin.yaml", 0o644)
	return dir
}

func TestPrepare(t *testing.T) {
	t.Parallel()
	plugin := newPlugin(t)
	renderer, err := FindPostRenderer("", t.TempDir(), plugin)
	if err != nil {
		t.Fatal(err)
	}
	before := player(t, "env")
	for _, c := range []struct {
		name, version string
		environ       []string
		flags         string
		plugins       string
		err           string
	}{
		{"Helm 3", "v3.22.0", before.Environ, "--post-renderer=" + plugin + "/bin/hash-post --post-renderer-args=--env=local", "/plugins", ""},
		{"Helm 4", "v4.3.1", before.Environ, "--post-renderer=hash-post --post-renderer-args=--env=local", plugin + "/cmd:/plugins", ""},
		{"Helm 4 that has to be asked", "v4.3.1", before.Environ[:1], "--post-renderer=hash-post --post-renderer-args=--env=local", plugin + `/cmd:C:\new\plugins`, ""},
		{"Helm 40", "v40.0.0", before.Environ, "", "", before.Path + " is Helm v40.0.0: helm hash knows how to call Helm 3 and Helm 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, flags, err := renderer.Prepare(t.Context(), Program{before.Path, c.environ}, c.version, []string{"--env=local"})
			if err != nil || c.err != "" {
				if err == nil || err.Error() != c.err {
					t.Fatalf("got %v, want %s", err, c.err)
				}
				return
			}
			if got := strings.Join(flags, " "); got != c.flags {
				t.Errorf("flags %s, want %s", got, c.flags)
			}
			if got := Variable(p.Environ, "HELM_PLUGINS"); got != c.plugins {
				t.Errorf("HELM_PLUGINS is %s, want %s", got, c.plugins)
			}
		})
	}
	if len(before.Environ) != 2 {
		t.Errorf("the environment that was given is %q now", before.Environ)
	}
}

func TestIncompletePlugin(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	want := "the plugin is not complete: " + filepath.Join(empty, "bin", "hash-post") + ": no such file or directory"
	if _, err := FindPostRenderer("", empty); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	plugin := newPlugin(t)
	if err := os.Remove(filepath.Join(plugin, "cmd", "hash-post", "plugin.yaml")); err != nil {
		t.Fatal(err)
	}
	renderer, err := FindPostRenderer(plugin)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := renderer.Prepare(t.Context(), Program{}, "v3.22.0", nil); err != nil {
		t.Errorf("Helm 3 needs no descriptor, and gets %v", err)
	}
	if _, _, err := renderer.Prepare(t.Context(), Program{}, "v4.3.1", nil); err == nil || !strings.Contains(err.Error(), "plugin.yaml") {
		t.Errorf("got %v", err)
	}
}

func TestUnfiltered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words, version string
		refused        bool
	}{
		{"app chart", "v3.22.0", false},
		{"app chart --output-dir out", "v3.22.0", true},
		{"app chart --output-dir=out", "v4.3.1", false},
		{"app chart --output-dir out --output-dir=", "v3.22.0", false},
		{"app chart -- --output-dir", "v3.22.0", false},
	} {
		if err := parse(t, "template", strings.Fields(c.words)...).Unfiltered(c.version); (err != nil) != c.refused {
			t.Errorf("%s, Helm %s: got %v", c.words, c.version, err)
		}
	}
}
