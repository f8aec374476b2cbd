package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "generated.json")
	compare(t, path, "one\n", true)
	compare(t, path, "one\n", false)

	r := &recorder{TB: t}
	compare(r, path, "two\n", false)
	if len(r.failures) != 1 || !strings.Contains(r.failures[0], "generated.json is stale") {
		t.Errorf("a stale file gave %q", r.failures)
	}

	compare(t, path, "two\n", true)
	if got, err := os.ReadFile(path); err != nil || string(got) != "two\n" {
		t.Errorf("rewritten file: %q, %v", got, err)
	}
}
