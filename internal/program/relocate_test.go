package program_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
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
			got := program.Relocate(found, project)[0]
			if file := got.Findings[0].Source.File; file != c.want {
				t.Errorf("project %s: %q became %q, want %q", dir, c.file, file, c.want)
			}
			if alone := program.RelocateSource(manifest.Source{File: c.file, Line: 3}, project); alone != got.Findings[0].Source {
				t.Errorf("project %s: a place alone became %v, want %v", dir, alone, got.Findings[0].Source)
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
	program.Relocate([]finding.Environment{{Findings: findings}}, &config.Project{Dir: "a", File: "a/hash.yaml"})
	if got := findings[0].Source.File; got != "hash.yaml" {
		t.Errorf("the finding was changed to %q", got)
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
