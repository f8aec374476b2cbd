package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// What a relative folder of the PATH holds depends on where one stands, and a folder counts once.
func TestOnPath(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	program, other := filepath.Join(dir, "bin", "helm"), filepath.Join(dir, "late", "helm")
	if err := errors.Join(
		os.MkdirAll("bin", 0o700), os.MkdirAll("late", 0o700), os.MkdirAll("off", 0o700),
		os.WriteFile(program, nil, 0o700),
		os.WriteFile(other, nil, 0o700),
		os.WriteFile(filepath.Join("off", "helm"), nil, 0o600),
	); err != nil {
		t.Fatal(err)
	}
	list := []string{"bin", "", filepath.Join(dir, "off"), filepath.Dir(program), filepath.Dir(other), filepath.Dir(program)}
	path := ""
	for _, folder := range list {
		path += folder + string(filepath.ListSeparator)
	}
	o := Options{Environ: []string{"PATH=/nowhere", "PATH=" + path}}
	if got, want := o.onPath("helm"), []string{program, other}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
