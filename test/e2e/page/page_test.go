package page_test

import (
	"testing"

	"github.com/hashintel/helm-hash/test/e2e/page"
)

// echo prints what was typed, and a line with the time of day.
type echo map[string]string

func (e echo) Run(script string) string { return script + "at 12:34\n" }
func (e echo) Write(name, text string)  { e[name] = text }

func TestFollow(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"as shown", "```console\n$ a\na\nat 12:34\n```\n", "```console\n$ a\na\nat 12:34\n```\n"},
		{"any text", "```console\n$ a\na\nat …\n```\n", "```console\n$ a\na\nat …\n```\n"},
		{"any lines", "```console\n$ a\n…\n```\n", "```console\n$ a\n…\n```\n"},
		{"no line", "```console\n$ a\n…\na\nat 12:34\n```\n", "```console\n$ a\n…\na\nat 12:34\n```\n"},
		{"other text", "```console\n$ a\nb\nat …\n```\n", "```console\n$ a\na\nat 12:34\n```\n"},
		{"more than shown", "```console\n$ a\na\n```\n", "```console\n$ a\na\nat 12:34\n```\n"},
		{"continued", "```console\n$ a \\\n> b\nx\n```\n", "```console\n$ a \\\n> b\na \\\nb\nat 12:34\n```\n"},
		{"only read", "```sh\n$ a\n```\n$ b\n", "```sh\n$ a\n```\n$ b\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got, _ := page.Follow(test.page, echo{}); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFollowFile(t *testing.T) {
	files := echo{}
	text := "```yaml\n# a/b.yaml\nc: d\n```\n"
	if got, commands := page.Follow(text, files); got != text || commands != 0 || files["a/b.yaml"] != "# a/b.yaml\nc: d\n" {
		t.Errorf("got %q, %d commands, files %q", got, commands, files)
	}
}
