package report

import (
	"bytes"
	"io"
	"strings"
)

// writeTableMarkdown writes tables as GitHub and GitLab show them. Marked cells are bold.
func writeTableMarkdown(w io.Writer, t *Table) error {
	var b bytes.Buffer
	if t.Title != "" {
		b.WriteString("## " + markdown(t.Title) + "\n\n")
	}
	for i, s := range t.sections() {
		if i > 0 {
			b.WriteByte('\n')
		}
		if s.heading != "" {
			b.WriteString("### " + markdown(s.heading) + "\n\n")
		}
		markdownRows(&b, t.Columns[t.Group:], s.rows)
	}
	notes := t.Notes
	if t.legend() != "" {
		notes = append([]string{"bold: " + t.Mark}, notes...)
	}
	for _, note := range notes {
		b.WriteString("\n" + markdown(note) + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

func markdownRows(b *bytes.Buffer, columns []string, rows [][]Cell) {
	for _, column := range columns {
		b.WriteString("| " + markdown(column) + " ")
	}
	b.WriteString("|\n" + strings.Repeat("|--", len(columns)) + "|\n")
	for _, row := range rows {
		for _, c := range row {
			b.WriteString("| " + markdownCell(c) + " ")
		}
		b.WriteString("|\n")
	}
}

func markdownCell(c Cell) string {
	text := markdown(c.Text)
	if c.Mark && strings.TrimSpace(text) == "" {
		return "**(empty)**"
	}
	if c.Mark {
		return "**" + strings.TrimSpace(text) + "**"
	}
	return text
}

// markdown takes the meaning from every character that Markdown or HTML would read one into. A table
// ends a cell at a bar even in code, so values are not written as code.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range visible(text) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '&':
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_[]|~#$@:", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
