package report

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// widest is the longest cell that others line up with. One that is longer pushes its own row aside, so
// that a certificate does not tear the table apart.
const widest = 56

// writeTableText writes for terminals. A star stands before every cell that is marked.
func writeTableText(w io.Writer, t *Table) error {
	var b bytes.Buffer
	if t.Title != "" {
		b.WriteString(visible(t.Title) + "\n")
	}
	columns := t.Columns[t.Group:]
	for i, s := range t.sections() {
		if i > 0 || t.Title != "" {
			b.WriteByte('\n')
		}
		indent := ""
		if s.heading != "" {
			b.WriteString(s.heading + "\n")
			indent = "  "
		}
		textRows(&b, indent, columns, s.rows)
	}
	textNotes(&b, t)
	_, err := w.Write(b.Bytes())
	return err
}

func textRows(b *bytes.Buffer, indent string, columns []string, rows [][]Cell) {
	lines := make([][]string, 0, len(rows)+1)
	head := make([]string, len(columns))
	for i, column := range columns {
		head[i] = strings.ToUpper(column)
	}
	lines = append(lines, head)
	for _, row := range rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = textCell(c)
		}
		lines = append(lines, line)
	}
	widths := widthsOf(lines)
	for _, line := range lines {
		b.WriteString(strings.TrimRight(indent+textLineOf(line, widths), " ") + "\n")
	}
}

func textCell(c Cell) string {
	if c.Mark {
		return "*" + visible(c.Text)
	}
	return visible(c.Text)
}

func widthsOf(lines [][]string) []int {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			if n := utf8.RuneCountInString(cell); n <= widest {
				widths[i] = max(widths[i], n)
			}
		}
	}
	return widths
}

func textLineOf(cells []string, widths []int) string {
	var b strings.Builder
	for i, cell := range cells {
		b.WriteString(cell)
		b.WriteString(strings.Repeat(" ", 2+max(0, widths[i]-utf8.RuneCountInString(cell))))
	}
	return b.String()
}

func textNotes(b *bytes.Buffer, t *Table) {
	notes := t.Notes
	if legend := t.legend(); legend != "" {
		notes = append([]string{legend}, notes...)
	}
	if len(notes) > 0 && b.Len() > 0 {
		b.WriteByte('\n')
	}
	for _, note := range notes {
		b.WriteString(visible(note) + "\n")
	}
}
