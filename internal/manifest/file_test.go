package manifest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFields(t *testing.T) {
	t.Parallel()
	text := strings.Join([]string{
		"# a comment",
		"auth: &auth {user: a, password: \"b\\nc\"}",
		"list:",
		"  - 1",
		"  - name: x",
		"    <<: *auth",
		"file: |",
		"  first",
		"  second",
		"empty:",
		"yes: plain",
		"---",
		"more: true",
	}, "\n")
	fields, err := File{Name: "values.yaml", Text: []byte(text)}.Fields()
	if err != nil {
		t.Fatal(err)
	}
	want := []Field{
		{Path: Path{"auth", "user"}, Value: "a", Line: 2, Column: 20},
		{Path: Path{"auth", "password"}, Value: "b\nc", Line: 2, Column: 33},
		{Path: Path{"list", 0}, Value: "1", Line: 4, Column: 5},
		{Path: Path{"list", 1, "name"}, Value: "x", Line: 5, Column: 11},
		{Path: Path{"file"}, Value: "first\nsecond\n", Line: 7, Column: 7, Block: true},
		{Path: Path{"empty"}, Value: "", Line: 10, Column: 7},
		{Path: Path{"true"}, Value: "plain", Line: 11, Column: 6},
		{Path: Path{"more"}, Value: "true", Line: 13, Column: 7},
	}
	if diff := cmp.Diff(want, slices.Collect(fields)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for first := range fields {
		if first.Value != "a" {
			t.Errorf("the first field is %v", first)
		}
		break
	}
}

func TestFieldsOfNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "{}", "[]"} {
		fields, err := File{Text: []byte(text)}.Fields()
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := slices.Collect(fields); got != nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// What is no YAML is said with its place, and without its text.
func TestFieldsErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: 1\nb: [hunter2\n":         "values.yaml:2: did not find expected ',' or ']'",
		"password: *hunter2\n":        "values.yaml: an alias (*) without an anchor (&) of its name before it",
		"a: 1\n\tpassword: hunter2\n": "values.yaml:2: a tab where YAML wants blanks",
	} {
		_, err := File{Name: "values.yaml", Text: []byte(text)}.Fields()
		if err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func FuzzFields(f *testing.F) {
	f.Add([]byte("a: &a {b: 1}\nc: *a\n---\n- x\n"))
	f.Add([]byte("\r\r00000000000000"))
	f.Fuzz(func(t *testing.T, text []byte) {
		fields, err := File{Text: text}.Fields()
		if err != nil {
			return
		}
		lines := strings.Count(string(text), "\n") + 1
		for field := range fields {
			if field.Line < 0 || field.Line > lines+1 {
				t.Fatalf("%s at line %d of %d", field.Path, field.Line, lines)
			}
		}
	})
}

// TestFieldsWithoutLines holds that no line is told where a person would count others.
func TestFieldsWithoutLines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"# a\nb: c\n":        2,
		"# a\r\nb: c\r\n":    2,
		"\ufeff# a\nb: c\n":  2,
		"# a\rb: c\n":        0,
		"# a\u2028b: c\n":    0,
		"# a\nb: c # \u0085": 0,
	} {
		fields, err := File{Text: []byte(text)}.Fields()
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for field := range fields {
			if field.Line != want {
				t.Errorf("%q: line %d, want %d", text, field.Line, want)
			}
		}
	}
}
