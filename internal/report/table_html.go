package report

import (
	"bytes"
	"html/template"
	"io"
)

// writeTableHTML writes a page that needs nothing else. Marked cells are coloured, and have a star for
// whoever does not see the colour.
func writeTableHTML(w io.Writer, t *Table) error {
	page := htmlPage{Title: visible(t.Title), Legend: t.legend()}
	for _, column := range t.Columns[t.Group:] {
		page.Columns = append(page.Columns, visible(column))
	}
	for _, note := range t.Notes {
		page.Notes = append(page.Notes, visible(note))
	}
	for _, s := range t.sections() {
		page.Sections = append(page.Sections, htmlSection{Heading: s.heading, Rows: htmlRows(t.Columns[t.Group:], s.rows)})
	}
	var b bytes.Buffer
	if err := template.Must(template.New("table").Parse(htmlTemplate)).Execute(&b, page); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func htmlRows(columns []string, rows [][]Cell) [][]htmlCell {
	shown := make([][]htmlCell, len(rows))
	for i, row := range rows {
		for j, c := range row {
			cell := htmlCell{Text: visible(c.Text)}
			if c.Mark {
				cell.Class = "mark"
			} else if columns[j] == "place" {
				cell.Class = "place"
			}
			shown[i] = append(shown[i], cell)
		}
	}
	return shown
}

type htmlPage struct {
	Title    string
	Columns  []string
	Sections []htmlSection
	Legend   string
	Notes    []string
}

type htmlSection struct {
	Heading string
	Rows    [][]htmlCell
}

// htmlCell is a cell with what the style sheet calls it.
type htmlCell struct{ Text, Class string }

const htmlTemplate = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{or .Title "helm hash"}}</title>
<style>
:root { color-scheme: light dark; --line: #d0d7de; --head: #f6f8fa; --mark: #fff3cd; --ink: #1f2328; --page: #ffffff; --soft: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --head: #151b23; --mark: #4a3b0a; --ink: #f0f6fc; --page: #0d1117; --soft: #9198a1; }
}
body { margin: 2rem; background: var(--page); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1rem; margin: 1.8rem 0 .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--head); }
td { font-family: ui-monospace, monospace; font-size: 12.5px; min-width: 6rem; max-width: 34rem; overflow-wrap: break-word; white-space: pre-wrap; }
td:first-child, td.place { white-space: nowrap; }
.mark { background: var(--mark); }
.mark::before { content: "* "; font-weight: bold; }
p { color: var(--soft); }
</style>
</head>
<body>
{{- with .Title}}
<h1>{{.}}</h1>
{{- end}}
{{- with .Legend}}
<p>{{.}}</p>
{{- end}}
{{- range .Notes}}
<p>{{.}}</p>
{{- end}}
{{- range .Sections}}
<section>
{{- with .Heading}}
<h2>{{.}}</h2>
{{- end}}
<div class="scroll"><table>
<thead><tr>{{range $.Columns}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{- range .Rows}}
<tr>{{range .}}<td{{with .Class}} class="{{.}}"{{end}}>{{.Text}}</td>{{end}}</tr>
{{- end}}
</tbody>
</table></div>
</section>
{{- end}}
</body>
</html>
`
