package chart

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Who judges values gets the files in the order in which they were merged, under the names that people
// gave them.
func TestValuesFiles(t *testing.T) {
	t.Parallel()
	project, outside := t.TempDir(), t.TempDir()
	write(t, project, map[string]string{
		"chart/Chart.yaml":             "apiVersion: v2\nname: app\nversion: 0.1.0\n",
		"chart/values.yaml":            "a: chart\n",
		"chart/charts/sub/Chart.yaml":  "apiVersion: v2\nname: sub\nversion: 0.1.0\n",
		"chart/charts/sub/values.yaml": "a: of a subchart\n",
		"env/local.yaml":               "a: environment\n",
	})
	write(t, outside, map[string]string{"mine.yaml": "a: mine\n"})
	mine, pipe := filepath.Join(outside, "mine.yaml"), filepath.Join(outside, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	root := openRoot(t, project)
	loaded, err := load(root, "chart")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Project:     &config.Project{Dir: project, Chart: "chart"},
		Environment: &config.Environment{Name: "local", Values: []string{"env/local.yaml"}},
		Values:      Values{Files: []string{mine, pipe}},
	}
	got, err := o.valuesFiles(root, loaded)
	want := []manifest.File{
		{Name: "chart/values.yaml", Text: []byte("a: chart\n")},
		{Name: "env/local.yaml", Text: []byte("a: environment\n")},
		{Name: mine, Text: []byte("a: mine\n")},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v, -want +got:\n%s", err, diff)
	}
}
