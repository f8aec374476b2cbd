package overlay

import (
	"strings"
	"testing"
)

// The messages are kustomize's; hunter2 stands where it quotes a file.
func TestRedact(t *testing.T) {
	for _, text := range []string{
		"trouble configuring builtin SecretGenerator with config: `\nliterals:\n- a=hunter2\n`: loading",
		"loading KV pairs: literal sources [a=hunter2 hunter2]: invalid literal source hunter2, x, expected key=value",
		"loading KV pairs: env source files: [hunter2]: line 1 has invalid utf8 bytes : hunter2",
		`unable to parse SM or JSON patch from [patch: "a: \"hunter2\" ]\nb: hunter2"]`,
		`decoding [{"op": "add", "value": "hunter2"}]: json: oops`,
		"patch appears to be empty; file=, JsonOp=hunter2",
		"empty item at x in object {data: {p: hunter2}}",
		"trouble\nhunter2",
		`recursed accumulation of path "trouble: unable to parse SM or JSON patch from [patch: \"[{op: \\\"x\\\"}]\nhunter2\"]"`,
		`recursed accumulation of path "trouble\nhunter2"`,
	} {
		if got := redact(text); strings.Contains(got, "hunter2") || got == "" {
			t.Errorf("redact(%q) = %q", text, got)
		}
	}
	const harmless = "accumulating resources: no such file"
	if got := redact(harmless); got != harmless {
		t.Errorf("redact(%q) = %q", harmless, got)
	}
}
