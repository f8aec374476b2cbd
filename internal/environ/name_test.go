package environ_test

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
)

func TestAccepts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		version, name string
		inEnv, ofKey  bool
	}{
		{"1.29", "A", true, true},
		{"1.29", "1A", false, false},
		{"1.30", "1A", false, true},
		{"1.31", "1A", false, true},
		{"1.32", "1A", true, true},
		{"1.34", "A=B", false, true},
		{"1.34", "", false, true},
	} {
		if got := environ.AcceptsName(c.version, c.name); got != c.inEnv {
			t.Errorf("name %q in %s: got %v, want %v", c.name, c.version, got, c.inEnv)
		}
		if got := environ.AcceptsKey(c.version, c.name); got != c.ofKey {
			t.Errorf("key %q in %s: got %v, want %v", c.name, c.version, got, c.ofKey)
		}
	}
}
