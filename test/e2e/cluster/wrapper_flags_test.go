package cluster

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWrapperKnowsFlags compares the flags that helm hash takes for ones with a value with those of both Helms. One
// that it does not know so would have its value taken for the release or the chart, which shows in the refusal of a
// command that names too many.
func TestWrapperKnowsFlags(t *testing.T) {
	withBothHelms(t, func(s *site) {
		for _, command := range []string{"install", "upgrade", "template"} {
			var valued, switches, values []string
			for _, f := range helpFlags(s.run("helm", command, "--help").succeeds().stdout) {
				switch {
				case f.name == "--help" || f.name == "-h" || f.name == "--post-renderer":
				case f.valued:
					valued = append(valued, f.name, "value-of"+f.name)
				default:
					switches = append(switches, f.name, "after"+f.name)
					values = append(values, "after"+f.name)
				}
			}
			if len(valued) < 20 || len(switches) < 10 {
				s.Fatalf("the help of helm %s has another form: %q %q", command, valued, switches)
			}
			s.takes(command, append(valued, "a", "b", "c"), []string{"a", "b", "c"})
			s.takes(command, switches, values)
		}
	})
}

// takes fails the test unless helm hash takes these words, and no others, for the release and the chart.
func (s *site) takes(command string, args, operands []string) {
	s.Helper()
	// Not through Helm, which takes some flags out itself, and may refuse their values.
	out := s.run(filepath.Join(s.user.Plugin(), "bin", "helm-hash"), slices.Concat([]string{command}, args)...)
	want := fmt.Sprintf("helm hash %s takes a release and a chart, got %q\n", command, operands)
	if out.code != 2 || !strings.Contains(out.stderr, want) {
		s.Errorf("$ %s\n%s[exit %d], want 2 and %s", out.line, out.stderr, out.code, want)
	}
}

// flag is one of a Helm's, by one of its names.
type flag struct {
	name   string
	valued bool // it takes the next word
}

// inHelp matches a flag's line: its short name, its name, and the type of its value. One with a value of its own
// ("[=...]") takes none from the next word.
var inHelp = regexp.MustCompile(`(?m)^ {2,6}(?:(-\w), )?(--[a-z0-9-]+)( [^\s\[]+)?(\[=\S+\])? {2,}\S`)

func helpFlags(help string) []flag {
	var found []flag
	for _, match := range inHelp.FindAllStringSubmatch(help, -1) {
		valued := match[3] != "" && match[4] == ""
		found = append(found, flag{match[2], valued})
		if match[1] != "" {
			found = append(found, flag{match[1], valued})
		}
	}
	return found
}
