package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
