package report

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// room is what all columns but the last one share, in characters; nothing lines up behind that one.
	room = 120
	gap  = 2
)

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
		for _, text := range textLinesOf(line, widths) {
			b.WriteString(strings.TrimRight(indent+text, " ") + "\n")
		}
	}
}

func textCell(c Cell) string {
	if c.Mark {
		return "*" + visible(c.Text)
	}
	return visible(c.Text)
}

// textLinesOf writes a row. After a cell that reaches out of its column the row goes on in the next line:
// a long value stays in one piece, and all else in its column.
func textLinesOf(cells []string, widths []int) []string {
	var lines []string
	line, start := "", 0
	for i, cell := range cells {
		if cell != "" {
			used := utf8.RuneCountInString(line)
			if used > 0 && used+gap > start {
				lines = append(lines, line)
				line, used = "", 0
			}
			line += strings.Repeat(" ", start-used) + cell
		}
		start += widths[i] + gap
	}
	return append(lines, line)
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
