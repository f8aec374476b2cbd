package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Table is what a command shows in rows. Every row has a cell for each column.
type Table struct {
	Title   string
	Columns []string
	// Group is how many columns, from the first one, say what a row is about. For people, rows that are
	// alike in them stand together under one heading.
	Group int
	Rows  [][]Cell
	Mark  string   // what the mark of a cell means: differs
	Notes []string // beside the table, for people only
}

// Cell is one field of a table.
type Cell struct {
	Text string
	Mark bool // it should be looked at
}

// TableFormat writes a table.
type TableFormat struct {
	Name  string
	Write func(io.Writer, *Table) error
}

// TableFormats lists all formats of tables; the first is the default.
func TableFormats() []TableFormat {
	return []TableFormat{
		{Name: "text", Write: writeTableText},
		{Name: "markdown", Write: writeTableMarkdown},
		{Name: "html", Write: writeTableHTML},
		{Name: "csv", Write: writeTableCSV},
	}
}

// TableNames lists the names of the formats, for help and completion.
func TableNames() []string {
	var names []string
	for _, f := range TableFormats() {
		names = append(names, f.Name)
	}
	return names
}

// FindTable gives the format of that name.
func FindTable(name string) (TableFormat, error) {
	for _, f := range TableFormats() {
		if f.Name == name {
			return f, nil
		}
	}
	return TableFormat{}, fmt.Errorf("unknown format %q: one of %s", name, strings.Join(TableNames(), ", "))
}

// section is the rows under one heading, without the columns that the heading says.
type section struct {
	heading string
	rows    [][]Cell
}

// sections gives the rows as people read them.
func (t *Table) sections() []section {
	var all []section
	for i, row := range t.Rows {
		if i == 0 || !slices.Equal(row[:t.Group], t.Rows[i-1][:t.Group]) {
			all = append(all, section{heading: heading(row[:t.Group])})
		}
		last := &all[len(all)-1]
		last.rows = append(last.rows, row[t.Group:])
	}
	return all
}

func heading(cells []Cell) string {
	var parts []string
	for _, c := range cells {
		if c.Text != "" {
			parts = append(parts, visible(c.Text))
		}
	}
	return strings.Join(parts, ", ")
}

// legend says what the marks mean; it is empty where there is none.
func (t *Table) legend() string {
	marked := slices.ContainsFunc(t.Rows, func(row []Cell) bool {
		return slices.ContainsFunc(row, func(c Cell) bool { return c.Mark })
	})
	if !marked || t.Mark == "" {
		return ""
	}
	return "* " + visible(t.Mark)
}

// visible makes a value safe to show, as clean does, and keeps it apart from others: line ends and tabs
// are shown as a program would write them.
func visible(text string) string {
	if !strings.ContainsFunc(text, unsafe) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case unsafe(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
