package cli

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// The variable is found by its name in the path, whatever the name is made of.
func TestDriftingVariable(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"LEVEL", "a.b-c", "env", "[0]"} {
		workload := map[string]any{"spec": map[string]any{"containers": []any{
			map[string]any{"name": "env", "env": []any{map[string]any{"name": name}}},
		}}}
		path := manifest.Path{"spec", "containers", 0, "env", 0}
		f := finding.Finding{Path: path, NamedPath: finding.NamedPath(path, workload)}
		if got := driftingVariable(f); got != name {
			t.Errorf("got %q of %s, want %q", got, f.NamedPath, name)
		}
	}
	if got := driftingVariable(finding.Finding{}); got != "" {
		t.Errorf("got %q of nothing", got)
	}
}
