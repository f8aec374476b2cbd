package cli

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
)

// Of a row the rarer values are marked; where no value is the common one, all are.
func TestDiffering(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ values, want string }{
		{"a", "."},
		{"a a", ". ."},
		{"a b", "* *"},
		{"a a b", ". . *"},
		{"b a a", "* . ."},
		{"a b c", "* * *"},
		{"a a b b", "* * * *"},
		{"a a a b c", ". . . * *"},
		{"? a a", "* . ."},
		{"? ? a", ". . *"},
		{"? -", "* *"}, // a dash is a value
		{"? ?", ". ."},
	} {
		row := matrixRow{}
		for value := range strings.FieldsSeq(c.values) {
			cell := matrixCell{known: value != "?"}
			if cell.known {
				cell.variable.Value = environ.Value{{Text: value}}
			}
			row.cells = append(row.cells, cell)
		}
		var got []string
		for _, differs := range row.differing() {
			got = append(got, map[bool]string{true: "*", false: "."}[differs])
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: got %s, want %s", c.values, text, c.want)
		}
	}
}
