package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/program"
)

// JSON holds values as they are, and yet nothing that a terminal would obey.
func TestPrintJSON(t *testing.T) {
	t.Parallel()
	const value = "a\x1b[2K\u009b\u202e\u2028\U000e0001\x7f<&>\n\té"
	var out bytes.Buffer
	if err := printJSON(&program.Invocation{Stdout: &out}, []string{value}); err != nil {
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
