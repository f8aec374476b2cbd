package golden

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
)

// File compares got with a generated file that is checked in, or writes it under UPDATE=1.
func File(t testing.TB, path, got string) {
	t.Helper()
	compare(t, path, got, os.Getenv("UPDATE") != "")
}

func compare(t testing.TB, path, got string, update bool) {
	t.Helper()
	if update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff("want", want, "got", []byte(got)); d != nil {
		t.Errorf("%s is stale (UPDATE=1 rewrites it):\n%s", path, d)
	}
}
