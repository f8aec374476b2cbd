package topology

import "strings"

// writeDOT writes for Graphviz.
func writeDOT(p Picture) []byte {
	d := dot{graph: p.Graph, at: p.Graph.positions()}
	d.line("digraph topology {")
	d.line("  graph [rankdir=LR, fontname=\"sans-serif\"]")
	d.line("  node [shape=box, fontname=\"sans-serif\"]")
	d.line("  edge [fontname=\"sans-serif\", fontsize=10]")
	if len(p.Graph.Nodes) == 0 {
		d.line("  empty [label=%s, shape=plaintext]", dotText(emptyText))
	}
	p.Graph.outline(d.node, func(i int, namespace string) {
		d.line("  subgraph cluster_%d {", i)
		d.line("    label=%s", dotText("namespace "+visible(namespace)))
	}, func() { d.line("  }") })
	for _, e := range p.Graph.Edges {
		d.edge(e)
	}
	d.line("}")
	return d.bytes()
}

type dot struct {
	page

	graph *Graph
	at    map[string]int
}

func (d *dot) node(i int, n Node) {
	style := ""
	if n.quiet() {
		style = ", style=dashed"
	}
	d.line("%sn%d [label=%s, shape=%s%s]", n.indent(), i, dotText(n.title(d.graph), n.detail()), n.dotShape(), style)
}

func (n Node) dotShape() string {
	switch {
	case n.Store:
		return "cylinder"
	case n.Role == Host || n.Role == External:
		return "ellipse"
	case n.Role == Gateway:
		return "hexagon"
	default:
		return "box"
	}
}

func (d *dot) edge(e Edge) {
	attributes := []string{"tooltip=" + dotText(e.proofs()...)}
	if d.graph.Nodes[d.at[e.From]].Role == Gateway {
		attributes = append(attributes, "label="+dotText(e.proofs()...))
	}
	if d.graph.quiet(e) {
		attributes = append(attributes, "style=dashed")
	}
	d.line("  n%d -> n%d [%s]", d.at[e.From], d.at[e.To], strings.Join(attributes, ", "))
}

// dotText quotes lines of text. Graphviz reads HTML's entities in labels, so that & is one itself.
func dotText(lines ...string) string {
	var filled []string
	for _, line := range lines {
		if line != "" {
			filled = append(filled, strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(line))
		}
	}
	return `"` + strings.Join(filled, `\n`) + `"`
}
