package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
)

// JSON holds values as they are, and yet nothing that a terminal would obey.
func TestPrintExactJSON(t *testing.T) {
	t.Parallel()
	const value = "a\x1b[2K\u009b\u202e\u2028\U000e0001\x7f<&>\n\té"
	var out bytes.Buffer
	if err := printExactJSON(&program.Invocation{Stdout: &out}, []string{value}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\u009b\u202e\u2028\U000e0001\x7f\t") {
		t.Errorf("control characters are left in %q", out.String())
	}
	if !strings.Contains(out.String(), "<&>") {
		t.Errorf("markup is escaped without need in %q", out.String())
	}
	var got []string
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || got[0] != value {
		t.Errorf("got %q, %v, want %q", got, err, value)
	}
}

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
