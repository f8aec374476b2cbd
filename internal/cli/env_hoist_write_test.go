package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReplaceFile(t *testing.T) {
	t.Parallel()
	write := func(t *testing.T, name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		prepare func(t *testing.T, file string)
		before  []byte
		want    string // part of the error; empty: it is written
	}{
		"new":       {func(*testing.T, string) {}, nil, ""},
		"unchanged": {func(t *testing.T, file string) { write(t, file, "before") }, []byte("before"), ""},
		"changed":   {func(t *testing.T, file string) { write(t, file, "other") }, []byte("before"), "has changed meanwhile"},
		"come":      {func(t *testing.T, file string) { write(t, file, "") }, nil, "has changed meanwhile"},
		"gone":      {func(*testing.T, string) {}, []byte("before"), "write "},
		"directory": {func(t *testing.T, file string) {
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}, nil, "is no regular file"},
		"link": {func(t *testing.T, file string) {
			write(t, file+".real", "before")
			if err := os.Symlink(file+".real", file); err != nil {
				t.Fatal(err)
			}
		}, []byte("before"), "is a symbolic link, and is not written through"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "hash.yaml")
			test.prepare(t, file)
			err := replaceFile(file, test.before, []byte("after"))
			text, readErr := os.ReadFile(file)
			switch {
			case test.want == "" && (err != nil || string(text) != "after"):
				t.Errorf("%v, %v, and the file holds %q", err, readErr, text)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || string(text) == "after"):
				t.Errorf("%v, and the file holds %q, want %s", err, text, test.want)
			}
			if beside, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".hash.yaml.*")); len(beside) > 0 {
				t.Errorf("left behind: %q", beside)
			}
		})
	}
}

func TestReplaceFileNowhere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "missing", "hash.yaml")
	err := replaceFile(file, nil, []byte("after"))
	if err == nil || !strings.Contains(err.Error(), "write "+file+": ") {
		t.Errorf("got %v", err)
	}
}
