package overlay

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/api/krusty"

	"github.com/hashintel/helm-hash/internal/config"
)

// Every field of a kustomization that can name something names a server here; nobody may call it.
func TestLoadRefusesRemoteReferences(t *testing.T) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls.Add(1) }))
	t.Cleanup(server.Close)
	url := server.URL + "/x.yaml"
	tests := map[string]string{
		"resources":              "resources: [URL]",
		"bases":                  "bases: [URL]",
		"components":             "components: [URL]",
		"crds":                   "crds: [URL]",
		"configurations":         "configurations: [URL]",
		"openapi":                "openapi: {path: URL}",
		"patches":                "patches: [{path: URL, target: {kind: X}}]",
		"patchesStrategicMerge":  "patchesStrategicMerge: [URL]",
		"patchesJson6902":        "patchesJson6902: [{path: URL, target: {name: x}}]",
		"replacements":           "replacements: [{path: URL}]",
		"files":                  "configMapGenerator: [{name: a, files: [URL]}]",
		"files with a key":       "configMapGenerator: [{name: a, files: [k=URL]}]",
		"envs":                   "secretGenerator: [{name: a, envs: [URL]}]",
		"env":                    "secretGenerator: [{name: a, env: URL}]",
		"generators":             "generators: [URL]",
		"transformers":           "transformers: [URL]",
		"validators":             "validators: [URL]",
		"letters of a key":       "Resources: [URL]",
		"an alias":               "namePrefix: &a URL\nresources: [*a]",
		"a base":                 "resources: [../base]",
		"a component of a base":  "resources: [../base2]",
		"an inline generator":    "generators: [\"{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, name: a, FILES: [k=URL]}\"]",
		"an inline value":        "transformers: [\"{apiVersion: builtin, kind: ValueAddTransformer, metadata: {name: a}, targetFilePath: URL}\"]",
		"an inline replacement":  "transformers: [\"{apiVersion: builtin, kind: ReplacementTransformer, metadata: {name: a}, replacements: [{path: URL}]}\"]",
		"a list of plugins":      "transformers: [\"{kind: List, items: [{apiVersion: builtin, kind: PatchStrategicMergeTransformer, metadata: {name: a}, paths: [URL]}]}\"]",
		"a directory of plugins": "transformers: [../plugins]",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			project := t.TempDir()
			files := map[string]string{
				"overlay/kustomization.yaml":   text,
				"base/kustomization.yaml":      "resources: [URL]",
				"base2/kustomization.yaml":     "components: [../component]",
				"component/kustomization.yaml": "kind: Component\ncrds: [URL]",
				"plugins/kustomization.yaml":   "resources: [p.yaml]",
				"plugins/p.yaml":               "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: a}\npath: URL\n",
			}
			for file, content := range files {
				write(t, filepath.Join(project, file), strings.ReplaceAll(content, "URL", url))
			}
			_, err := Load(project, "overlay", config.HooksLeave)
			if remote := new(remoteError); !errors.As(err, &remote) || remote.reference == "" {
				t.Errorf("got %v, want a remote reference refused", err)
			}
			if !strings.Contains(err.Error(), "kustomization.yaml:") {
				t.Errorf("the error names no place: %v", err)
			}
		})
	}
	if calls.Load() > 0 {
		t.Errorf("the server was called %d times", calls.Load())
	}
}

// A new version of kustomize may bring a plugin that names files in a way nobody has looked at.
func TestSafePluginsAreAllButHelm(t *testing.T) {
	want := append(slices.Clone(safePlugins), "HelmChartInflationGenerator")
	got := krusty.GetBuiltinPluginNames()
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("built-in plugins (-known +kustomize):\n%s", diff)
	}
}

func TestRemote(t *testing.T) {
	tests := map[string]bool{
		"https://example.com/a.yaml":            true,
		"HTTP://example.com":                    true,
		"http:example.com":                      true,
		" https://example.com":                  true,
		"ssh://git@example.com/a":               true,
		"git@github.com:org/repo":               true,
		"someone@host/path":                     true,
		"git::https://example.com/a":            true,
		"git::../base":                          true,
		"github.com/org/repo//base":             true,
		"GitHub.com:org/repo":                   true,
		"file:///etc/passwd":                    true,
		"oci://registry/x":                      true,
		"../base?ref=main":                      true,
		"base?version=v1":                       true,
		"../base":                               false,
		"a.yaml":                                false,
		"dir/git@v1.yaml":                       false,
		"github.community/base":                 false,
		"https/kustomization.yaml":              false,
		"charts/github.com/kustomization.yaml":  false,
		"./someone@host/kustomization-file.yml": false,
	}
	for reference, want := range tests {
		if got := remote(reference); got != want {
			t.Errorf("remote(%q) = %v, want %v", reference, got, want)
		}
	}
}

// The project is the box: links may lead anywhere in it and nowhere out of it.
func TestLoadAndSymbolicLinks(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "secret.yaml"), "apiVersion: v1\nkind: Secret\nmetadata: {name: stolen}\n")
	write(t, filepath.Join(outside, "kustomization.yaml"), "resources: [secret.yaml]\n")
	tests := map[string]struct {
		kustomization string
		link, to      string
		wantErr       string // part of it; empty for none
	}{
		"a file in the project":          {"resources: [link.yaml]", "overlay/link.yaml", "../shared/cm.yaml", ""},
		"a file outside":                 {"resources: [link.yaml]", "overlay/link.yaml", filepath.Join(outside, "secret.yaml"), "overlay/kustomization.yaml:1: \"link.yaml\" cannot be read"},
		"a generator's file outside":     {"secretGenerator: [{name: a, files: [link]}]", "overlay/link", filepath.Join(outside, "secret.yaml"), "cannot be read"},
		"a directory outside":            {"resources: [link]", "overlay/link", outside, "cannot be read"},
		"a directory outside, by file":   {"resources: [link/secret.yaml]", "overlay/link", outside, "cannot be read"},
		"a directory in the project":     {"resources: [link]", "overlay/link", "../base", "symbolic link overlay/link"},
		"a way around through a link":    {"resources: [link/../../shared/cm.yaml]", "overlay/link", "..", ""},
		"the kustomization file, inside": {"", "overlay/kustomization.yaml", "../base/kustomization.yaml", "cm.yaml\" does not exist"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			project := t.TempDir()
			write(t, filepath.Join(project, "shared/cm.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
			write(t, filepath.Join(project, "base/kustomization.yaml"), "resources: [cm.yaml]\n")
			write(t, filepath.Join(project, "base/cm.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
			write(t, filepath.Join(project, "overlay/other"), "")
			if test.kustomization != "" {
				write(t, filepath.Join(project, "overlay/kustomization.yaml"), test.kustomization)
			}
			if err := os.Symlink(test.to, filepath.Join(project, test.link)); err != nil {
				t.Fatal(err)
			}
			o, err := Load(project, "overlay", config.HooksLeave)
			if test.wantErr == "" {
				wantOneResource(t, o, err)
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.wantErr) {
				t.Errorf("got %v, want %q", err, test.wantErr)
			}
		})
	}
}

func wantOneResource(t *testing.T, o *Overlay, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := o.Apply(t.Context(), read(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	if next.Len() != 1 {
		t.Errorf("got %d resources, want 1", next.Len())
	}
}

func TestLoadLimits(t *testing.T) {
	project := t.TempDir()
	write(t, filepath.Join(project, "overlay/kustomization.yaml"), "resources: [big.yaml]")
	write(t, filepath.Join(project, "overlay/big.yaml"), strings.Repeat("#", maxFile+1))
	_, err := Load(project, "overlay", config.HooksLeave)
	if err == nil || !strings.Contains(err.Error(), "overlay/big.yaml is too much") {
		t.Errorf("got %v, want the file refused", err)
	}
}

func TestLoadWithoutProject(t *testing.T) {
	for _, dir := range []string{"missing", "..", "/", ""} {
		if _, err := Load(t.TempDir(), dir, config.HooksLeave); err == nil {
			t.Errorf("Load of %q gave no error", dir)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "missing"), ".", config.HooksLeave); err == nil {
		t.Error("Load in a missing project gave no error")
	}
}

// The project itself may be the overlay.
func TestLoadTheProjectItself(t *testing.T) {
	for _, kind := range []string{"Kustomization", "Component"} {
		project := t.TempDir()
		write(t, filepath.Join(project, "kustomization.yaml"), "kind: "+kind+"\nconfigMapGenerator: [{name: a, literals: [b=c]}]\n")
		o, err := Load(project, ".", config.HooksLeave)
		wantOneResource(t, o, err)
	}
}

// Opening a pipe that nobody writes to waits for ever.
func TestLoadRefusesPipes(t *testing.T) {
	t.Parallel()
	for kustomization, pipe := range map[string]string{
		"":                     "kustomization.yaml",
		"resources: [x]":       "x",
		"patches: [{path: x}]": "x",
		"configMapGenerator: [{name: a, files: [x]}]": "x",
		"transformers: [x]":                           "x",
	} {
		project := t.TempDir()
		write(t, filepath.Join(project, "overlay/other"), "")
		if kustomization != "" {
			write(t, filepath.Join(project, "overlay/kustomization.yaml"), kustomization)
		}
		if err := syscall.Mkfifo(filepath.Join(project, "overlay", pipe), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Load(project, "overlay", config.HooksLeave)
		if want := "overlay/" + pipe + " is no regular file"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", kustomization, err, want)
		}
	}
}
