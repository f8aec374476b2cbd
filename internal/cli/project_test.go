package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Findings name files from the root of the repository, however the project was named.
func TestRelocate(t *testing.T) {
	root := t.TempDir()
	writeFile(t, root, ".git/HEAD", "")
	for _, file := range []string{"post.yaml", "waivers/team.yaml", "api/templates/a.yaml", "templates/b.yaml"} {
		writeFile(t, root, "services/api/"+file, "")
	}
	t.Chdir(filepath.Join(root, "services"))
	absolute, err := filepath.Abs("api")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"api", absolute} {
		for _, c := range []struct{ file, want string }{
			{"", ""},
			{"api/templates/a.yaml", "services/api/api/templates/a.yaml"}, // its chart is called api too
			{"templates/b.yaml", "services/api/templates/b.yaml"},
			{filepath.Join(dir, "post.yaml"), "services/api/post.yaml"},
			{filepath.Join(dir, "waivers/team.yaml"), "services/api/waivers/team.yaml"},
			{"sub/templates/packed.yaml", "sub/templates/packed.yaml"}, // in no file that a person edits
			{"../elsewhere.yaml", "../elsewhere.yaml"},
		} {
			project := &config.Project{Dir: dir, File: filepath.Join(dir, "post.yaml")}
			found := []finding.Environment{{Findings: []finding.Finding{{Source: manifest.Source{File: c.file, Line: 3}}}}}
			got := relocate(found, project)[0]
			if file := got.Findings[0].Source.File; file != c.want {
				t.Errorf("project %s: %q became %q, want %q", dir, c.file, file, c.want)
			}
			if got.Project != "api" {
				t.Errorf("project %s is called %q", dir, got.Project)
			}
		}
	}
}

func TestRelocateLeavesItsInputAlone(t *testing.T) {
	root := t.TempDir()
	writeFile(t, root, "a/hash.yaml", "")
	t.Chdir(root)
	findings := []finding.Finding{{Source: manifest.Source{File: "hash.yaml"}}}
	relocate([]finding.Environment{{Findings: findings}}, &config.Project{Dir: "a", File: "a/hash.yaml"})
	if got := findings[0].Source.File; got != "hash.yaml" {
		t.Errorf("the finding was changed to %q", got)
	}
}

func TestProjectFiles(t *testing.T) {
	root := t.TempDir()
	for _, file := range []string{
		"hash.yaml", "b/hash.yaml", "a/deep/hash.yaml", "a/other.yaml",
		".hidden/hash.yaml", "a/node_modules/x/hash.yaml", "a/testdata/hash.yaml", "c/hash.yaml/README",
	} {
		writeFile(t, root, file, "")
	}
	t.Chdir(root)
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"./..."}, []string{"a/deep/hash.yaml", "b/hash.yaml", "hash.yaml"}},
		{[]string{"a/..."}, []string{"a/deep/hash.yaml"}},
		{[]string{"b", "."}, []string{"b/hash.yaml", "hash.yaml"}},
		{[]string{"a/other.yaml"}, []string{"a/other.yaml"}},
		{[]string{".hidden/..."}, []string{".hidden/hash.yaml"}},
		{[]string{"c/..."}, nil},
	} {
		got, err := projectFiles(c.args)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%v (-want +got):\n%s", c.args, d)
		}
	}
	if _, err := projectFiles([]string{"gone/..."}); err == nil {
		t.Error("a directory that does not exist is no error")
	}
}

// writeFile makes a file below dir.
func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
