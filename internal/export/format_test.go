package export

import (
	"strings"
	"testing"
)

// A comment in place of a variable cannot end its line and begin a command.
func TestExportOfHostileNames(t *testing.T) {
	t.Parallel()
	hostile := Container{Title: "Pod x\ntouch y", Variables: []Variable{
		{Name: "A\nrm -rf x", Why: "secret a\r\ntouch x/b\u2028"},
		{Why: "every key of Secret x\ntouch y"},
	}}
	for _, format := range Formats() {
		text, left := format.Write(hostile)
		if left != len(hostile.Variables) {
			t.Errorf("%s: %d entries are left out, want %d", format.Name, left, len(hostile.Variables))
		}
		for line := range strings.Lines(string(text)) {
			code, _, _ := strings.Cut(strings.TrimSpace(line), "#")
			if strings.Contains(code, "touch") || strings.Contains(code, "rm") {
				t.Errorf("%s: %q is no comment", format.Name, line)
			}
		}
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		variable             Variable
		shell, dotenv, other bool
	}{
		{Variable{Name: "A_1", Value: "x"}, true, true, true},
		{Variable{Name: "a.b", Value: "x"}, false, true, true},
		{Variable{Name: "A-B", Value: "x"}, false, true, true},
		{Variable{Name: "a b", Value: "x"}, false, false, true}, // since Kubernetes 1.30
		{Variable{Name: "A\nB", Value: "x"}, false, false, true},
		{Variable{Name: "A", Value: "x\x00y"}, false, false, false},
		{Variable{Name: "A", Value: "x\xff"}, false, false, false},
	} {
		if got := shellUnfit(c.variable) == ""; got != c.shell {
			t.Errorf("%s fits a shell: %t, want %t", c.variable.Name, got, c.shell)
		}
		if got := dotenvUnfit(c.variable) == ""; got != c.dotenv {
			t.Errorf("%s fits a file of variables: %t, want %t", c.variable.Name, got, c.dotenv)
		}
		if got := unfit(c.variable) == ""; got != c.other {
			t.Errorf("%s fits: %t, want %t", c.variable.Name, got, c.other)
		}
	}
}
