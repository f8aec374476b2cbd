package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// What is missing in an environment is said and counts as a difference; a row of it stays in a matrix of
// differences even where it is missing everywhere.
func TestMissingInMatrix(t *testing.T) {
	t.Parallel()
	gone := environ.Source{Kind: environ.Secret, Name: "gone", Key: "k"}
	e := shownEnvironment{Environment: environ.Environment{
		Missing: []environ.Source{gone, {Kind: environ.Secret, Name: "all"}, {Kind: environ.ConfigMap, Name: "lost", Key: "k"}},
		Unknown: []environ.Source{{Kind: environ.Secret, Name: "all", Prefix: "P_"}, {Kind: environ.ConfigMap, Name: "perhaps"}},
	}}
	e.Variables = shownVariables([]environ.Variable{{Name: "A", Source: gone, Value: environ.Value{{Unknown: gone}}}})
	var got []string
	for _, c := range namedCells(e, component{}) {
		got = append(got, c.name+": "+c.text())
	}
	want := []string{
		"(every key of Secret all): missing: Secret all",
		"(every key of ConfigMap perhaps): (known to the cluster)",
		"A: missing: Secret gone/k",
		"(ConfigMap lost/k): missing: ConfigMap lost/k",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	row := matrixRow{cells: []matrixCell{{known: true, missing: gone}, {known: true}}}
	if !row.lacks() || !row.differs() {
		t.Error("a row with a missing value should lack something and differ")
	}
}
