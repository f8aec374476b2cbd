package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
)

// writeTableCSV writes all columns, one line for each row, for spreadsheets. Where cells can be marked,
// a last column names the columns in which they are.
func writeTableCSV(w io.Writer, t *Table) error {
	out := csv.NewWriter(w)
	head := slices.Clone(t.Columns)
	if t.Mark != "" {
		head = append(head, t.Mark)
	}
	lines := [][]string{head}
	for _, row := range t.Rows {
		var line, marked []string
		for i, c := range row {
			line = append(line, c.Text)
			if c.Mark {
				marked = append(marked, t.Columns[i])
			}
		}
		if t.Mark != "" {
			line = append(line, strings.Join(marked, " "))
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		for i, text := range line {
			line[i] = harmless(visible(text))
		}
	}
	return out.WriteAll(lines)
}

// harmless puts a quote before what a spreadsheet would take for a formula: a value must not run
// anything on the machine of whoever opens the file. Numbers stay.
func harmless(text string) string {
	if text == "" || !strings.ContainsRune("=+-@", rune(text[0])) || strings.Trim(text[1:], "0123456789.") == "" && text[0] == '-' {
		return text
	}
	return "'" + text
}
