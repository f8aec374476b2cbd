package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/golden"
)

// sampleTable has groups, marks, an empty cell, a cell that is too long to line up with, and values that
// every format would read a meaning into.
func sampleTable() *Table {
	const long = "postgres://graph@a-database-with-a-long-name.example:5432/graph?application_name=graph&connect_timeout=10&sslmode=verify-full"
	row := func(workload, container, variable string, cells ...Cell) []Cell {
		return append([]Cell{{Text: workload}, {Text: container}, {Text: variable}}, cells...)
	}
	return &Table{
		Title:   "Environments of shop|<b>",
		Columns: []string{"workload", "container", "variable", "local", "production"},
		Group:   2,
		Mark:    "differs",
		Rows: [][]Cell{
			row("Deployment api", "api", "LEVEL", Cell{Text: "debug", Mark: true}, Cell{Text: "info", Mark: true}),
			row("Deployment api", "api", "URL", Cell{Text: long}, Cell{Text: long}),
			row("Deployment api", "api", "EMPTY", Cell{Mark: true}, Cell{Text: "-", Mark: true}),
			row("Deployment api", "migrate", "MARKUP", Cell{Text: `a|b*c_d<script>"&'` + "`\\"}, Cell{Text: "two\nlines\tand\r\x1b[2Kmore\u202e"}),
			row("Job seed", "seed", "FORMULA", Cell{Text: "=1+2", Mark: true}, Cell{Text: "-4.5"}),
			row("Job seed", "seed", "AT", Cell{Text: "@SUM(1)"}, Cell{Text: "+1"}),
		},
		Notes: []string{"2 variables differ"},
	}
}

func TestTableFormats(t *testing.T) {
	golden.Run(t, "testdata/table/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, format := range TableFormats() {
			var out bytes.Buffer
			if err := format.Write(&out, sampleTable()); err != nil {
				t.Fatalf("%s: %v", format.Name, err)
			}
			if strings.ContainsAny(out.String(), "\x1b\r\u202e") {
				t.Errorf("%s lets control characters through", format.Name)
			}
			if format.Name == "html" && strings.Contains(out.String(), "<script") {
				t.Error("html lets markup through")
			}
			c.Want("want."+format.Name, out.String())
		}
	})
}

// A cell that is longer than its column stays in one piece, and nothing behind it leaves its own.
func TestTextColumns(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 130)
	table := &Table{Columns: []string{"name", "value", "from", "place"}, Rows: [][]Cell{
		{{Text: "A"}, {Text: "1"}, {Text: "literal"}, {Text: "a.yaml:1"}},
		{{Text: "B"}, {Text: long, Mark: true}, {Text: "literal"}, {Text: strings.Repeat("y", 90)}},
		{{Text: "C"}, {Text: long}, {}, {}},
	}}
	const want = `NAME  VALUE  FROM     PLACE
A     1      literal  a.yaml:1
B     *LONG
             literal  PLACE
C     LONG
`
	var out bytes.Buffer
	if err := writeTableText(&out, table); err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer(long, "LONG", strings.Repeat("y", 90), "PLACE").Replace(out.String())
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A page has a heading if the table has a title, and places are not broken.
func TestHTMLPage(t *testing.T) {
	t.Parallel()
	table := &Table{Columns: []string{"name", "place"}, Rows: [][]Cell{{{Text: "A"}, {Text: "a.yaml:1"}}}}
	var out bytes.Buffer
	if err := writeTableHTML(&out, table); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "<h1>") || strings.Contains(out.String(), "Table") {
		t.Error("a table without a title has a heading")
	}
	if !strings.Contains(out.String(), `<td class="place">a.yaml:1</td>`) {
		t.Errorf("the place may be broken: %s", out.String())
	}
}

// A table without groups, marks, notes and rows is its head.
func TestTableOfNothing(t *testing.T) {
	for _, format := range TableFormats() {
		var out bytes.Buffer
		if err := format.Write(&out, &Table{Columns: []string{"a", "b"}}); err != nil {
			t.Errorf("%s: %v", format.Name, err)
		}
		if format.Name == "csv" && out.String() != "a,b\n" {
			t.Errorf("csv of nothing: %q", out.String())
		}
	}
}

func TestALostTableIsAnError(t *testing.T) {
	for _, format := range TableFormats() {
		if err := format.Write(brokenWriter{}, sampleTable()); !errors.Is(err, errBroken) {
			t.Errorf("%s: got error %v, want %v", format.Name, err, errBroken)
		}
	}
}

func TestFindTableNamesTheFormats(t *testing.T) {
	_, err := FindTable("yaml")
	if err == nil || !strings.Contains(err.Error(), "text, markdown, html, csv") {
		t.Errorf("got %v, want an error that lists the formats", err)
	}
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"":         "",
		"a=b":      "a=b",
		"=a":       "'=a",
		"+1":       "'+1",
		"@x":       "'@x",
		"-":        "-",
		"-1":       "-1",
		"-1.5":     "-1.5",
		"-1+cmd|x": "'-1+cmd|x",
		"-Xmx1g":   "'-Xmx1g",
	} {
		if got := harmless(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// FuzzTableCSV holds that a value reaches whoever reads the file, and that no cell is a formula.
func FuzzTableCSV(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0", "a,b\"c\n")
	f.Add("\t=1", "\r=1")
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		if err := writeTableCSV(&out, &Table{Columns: []string{"x", "y"}, Rows: [][]Cell{{{Text: a}, {Text: b}}}}); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := []string{visible(a), visible(b)}
		if strings.Join(want, "") == "" {
			return
		}
		for i, text := range records[1] {
			if strings.HasPrefix(text, "=") || strings.HasPrefix(text, "@") || strings.ContainsAny(text, "\t\r\n") {
				t.Errorf("a spreadsheet reads a formula in %q", text)
			}
			if d := cmp.Diff(want[i], strings.TrimPrefix(text, "'")); d != "" && !strings.HasPrefix(want[i], "'") {
				t.Errorf("(-want +got):\n%s", d)
			}
		}
	})
}
