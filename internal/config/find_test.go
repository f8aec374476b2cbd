package config

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b")
	write(t, filepath.Join(top, FileName), head)
	write(t, filepath.Join(deep, "values.yaml"), "")
	write(t, filepath.Join(top, "a", FileName, "a directory of that name"), "")

	for _, dir := range []string{top, deep} {
		got, err := Find(dir)
		if want := filepath.Join(top, FileName); err != nil || got != want {
			t.Errorf("from %s: %q, %v; want %q", dir, got, err, want)
		}
	}

	t.Chdir(top)
	if got, err := Find("."); got != FileName || err != nil {
		t.Errorf("from the directory itself: %q, %v", got, err)
	}
	t.Chdir(deep)
	if got, err := Find("."); got != filepath.Join(top, FileName) || err != nil {
		t.Errorf("from below: %q, %v", got, err)
	}
}

func TestFindNothing(t *testing.T) {
	dir := t.TempDir()
	_, err := Find(dir)
	var missing *NotFoundError
	if !errors.As(err, &missing) {
		t.Fatalf("got %v, want a NotFoundError", err)
	}
	if want := "no hash.yaml: searched " + dir + ", " + filepath.Dir(dir); !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %q, want it to begin with %q", err, want)
	}
	if last := missing.Dirs[len(missing.Dirs)-1]; last != filepath.Dir(last) {
		t.Errorf("search ended at %s", last)
	}
	if want := "name the file with --config, or start one: apiVersion: post.hash.dev/v1, kind: Project, environments: {local: {}}"; missing.Hint() != want {
		t.Errorf("hint %q, want %q", missing.Hint(), want)
	}
}

// A file that cannot be looked at must not be passed by: the one above is another project.
func TestFindUnreadable(t *testing.T) {
	top := t.TempDir()
	write(t, filepath.Join(top, FileName), head)
	write(t, filepath.Join(top, "file"), "")
	if got, err := Find(filepath.Join(top, "file")); err == nil {
		t.Errorf("found %q", got)
	}
}
