package export

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// awkward are values that one format or another reads a meaning into.
var awkward = []string{
	"", "plain", "two words", " spaces around ", "it's", `"quoted"`, `both ' and "`, "$HOME", "$(id)", "`id`", "$$", `\`, `ends with \`,
	`\\`, `\n`, `a\'b`, `'\`, "two\nlines", "crlf\r\nline", "tab\there", "#no comment", "a #b", "a=b", "ä€𝄞", "${X:-y}", "\nleading", "trailing\n", `\$x`, `!bang`, "\u0085next", "\u2028",
}

// YAML reads a text for Compose as it was, and no single dollar sign is left in it.
func TestComposeText(t *testing.T) {
	t.Parallel()
	for _, value := range append(awkward, "\x1b[2K\u202e\U000e0001\ufffe\u00a0", "\a\b\f\v\x7f") {
		text := composeText(value)
		if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q: control characters are left in %q", value, text)
		}
		if strings.Contains(strings.ReplaceAll(text, "$$", ""), "$") {
			t.Errorf("%q: Compose would expand %s", value, text)
		}
		set, err := manifest.Read(strings.NewReader("apiVersion: v1\nkind: ConfigMap\ndata: "+text+"\n"), "compose.yaml")
		if err != nil {
			t.Errorf("%q: %v", value, err)
			continue
		}
		for r := range set.All() {
			read, _ := r.Object()["data"].(string)
			if got := strings.ReplaceAll(read, "$$", "$"); got != value {
				t.Errorf("got %q, want %q", got, value)
			}
		}
	}
}

// The fields of a container that Compose calls otherwise. A list of which not all is known is left out.
func TestWriteCompose(t *testing.T) {
	t.Parallel()
	c := Container{
		Title: "Deployment api",
		Name:  "api",
		Manifest: manifest.Container{Object: map[string]any{
			"image":      "registry.example/api:1",
			"workingDir": "/app",
			"ports": []any{
				map[string]any{"containerPort": int64(80), "hostPort": int64(8080)},
				map[string]any{"containerPort": int64(81), "protocol": "TCP"},
				map[string]any{"containerPort": int64(53), "protocol": "UDP"},
				map[string]any{"containerPort": "broken"},
			},
		}},
		Command:   []Variable{{Name: "command[0]", Value: "/bin/api"}, {Name: "command[1]", Value: "a $b"}},
		Args:      []Variable{{Name: "args[0]", Value: "serve"}, {Name: "args[1]", Why: "Secret api/token"}, {Name: "args[2]", Value: "\xff"}},
		Variables: []Variable{{Name: "A", Value: "1"}, {Name: "B", Value: "x\xff"}},
	}
	const want = `# Deployment api
services:
  "api":
    image: "registry.example/api:1"
    working_dir: "/app"
    entrypoint: ["/bin/api", "a $$b"]
    # command is left out, since not all of it can be written:
    # args[1]: Secret api/token
    # args[2]: its value is not UTF-8, which is all that the formats hold
    ports: ["8080:80", "81:81", "53:53/udp"]
    environment:
      "A": "1"
      # B: its value is not UTF-8, which is all that the formats hold
`
	format, err := Find("compose")
	if err != nil {
		t.Fatal(err)
	}
	text, left := format.Write(c)
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if left != 3 {
		t.Errorf("%d entries are left out, want 3", left)
	}
}
