package config

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTemplateFile(t *testing.T) {
	dir := t.TempDir()
	for _, file := range []string{"chart/templates/api.yaml", "chart/charts/db/templates/db.yaml", "secret"} {
		path := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := &Project{Dir: dir, Chart: "chart"}
	for source, want := range map[string]string{
		"hash/templates/api.yaml":          "chart/templates/api.yaml",
		"hash/charts/db/templates/db.yaml": "chart/charts/db/templates/db.yaml",
		"hash/templates/gone.yaml":         "hash/templates/gone.yaml",
		"hash/../secret":                   "hash/../secret",
		"api.yaml":                         "api.yaml",
		"":                                 "",
	} {
		if got := p.TemplateFile(source); got != want {
			t.Errorf("%q: got %q, want %q", source, got, want)
		}
	}
	if got := (&Project{Dir: dir}).TemplateFile("hash/templates/api.yaml"); got != "hash/templates/api.yaml" {
		t.Errorf("without a chart: got %q", got)
	}
}
