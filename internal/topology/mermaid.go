package topology

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// writeMermaid writes a flowchart as GitHub draws them.
func writeMermaid(p Picture) []byte {
	m := mermaid{graph: p.Graph, at: p.Graph.positions()}
	m.line("flowchart LR")
	if len(p.Graph.Nodes) == 0 {
		m.line("  empty[%s]", mermaidText(emptyText))
		return m.bytes()
	}
	p.Graph.outline(m.node, func(i int, namespace string) {
		m.line("  subgraph s%d[%s]", i, mermaidText("namespace "+visible(namespace)))
	}, func() { m.line("  end") })
	for _, e := range p.Graph.Edges {
		m.edge(e)
	}
	m.line("  classDef quiet stroke-dasharray: 4 3")
	return m.bytes()
}

type mermaid struct {
	page

	graph *Graph
	at    map[string]int
}

// node is called by its position: what is in a name could mean something.
func (m *mermaid) node(i int, n Node) {
	text := mermaidText(n.title(m.graph), n.detail())
	open, closing := n.mermaidShape()
	class := ""
	if n.quiet() {
		class = ":::quiet"
	}
	m.line("%sn%d%s%s%s%s", n.indent(), i, open, text, closing, class)
}

func (n Node) mermaidShape() (open, closing string) {
	switch {
	case n.Store:
		return "[(", ")]"
	case n.Role == Host || n.Role == External:
		return "([", "])"
	case n.Role == Gateway:
		return "{{", "}}"
	default:
		return "[", "]"
	}
}

// quiet reports whether a node is drawn with dashes: it is there for a while, or only by name.
func (n Node) quiet() bool {
	return n.Role == Job || n.Absent || n.Role == ConfigMap || n.Role == Secret
}

// quiet reports whether an edge is drawn with dashes.
func (g *Graph) quiet(e Edge) bool {
	return e.Init || slices.ContainsFunc(g.Nodes, func(n Node) bool { return n.ID == e.From && n.Role == Job })
}

// edge is labelled where it says which host leads where; who wants to know the variables reads the text.
func (m *mermaid) edge(e Edge) {
	arrow := "-->"
	if m.graph.quiet(e) {
		arrow = "-.->"
	}
	label := ""
	if m.graph.Nodes[m.at[e.From]].Role == Gateway {
		label = "|" + mermaidText(e.proofs()...) + "|"
	}
	m.line("  n%d %s%s n%d", m.at[e.From], arrow, label, m.at[e.To])
}

// mermaidText quotes lines of text. All that is not plain goes as a number, since the language has no
// other escapes.
func mermaidText(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("<br/>")
		}
		for _, r := range line {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,/:-_", r) {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "#%d;", r)
			}
		}
	}
	return `"` + b.String() + `"`
}
