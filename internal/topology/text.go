package topology

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// emptyText is said of a release in which nothing runs and nothing is called.
const emptyText = "The release has no workload, no Service and no host."

// writeText writes for terminals: every node from which arrows lead, and below it where they lead and what
// proves them; then who has none.
func writeText(p Picture) []byte {
	t := text{graph: p.Graph, at: p.Graph.positions(), leaving: map[string][]Edge{}}
	t.line("Topology of %s", p.place())
	arrived := map[string]bool{}
	for _, e := range p.Graph.Edges {
		t.leaving[e.From] = append(t.leaving[e.From], e)
		arrived[e.To] = true
	}
	t.hosts()
	alone := [][2]string{}
	for _, n := range p.Graph.Nodes {
		switch {
		case n.Role == Host:
		case len(t.leaving[n.ID]) > 0:
			t.node(n)
		case !arrived[n.ID]:
			alone = append(alone, [2]string{n.heading(p.Graph)})
		}
	}
	if len(alone) > 0 {
		t.line("\nwithout a connection that the manifests show")
		t.rows(alone)
	}
	if len(p.Graph.Nodes) == 0 {
		t.line("\n%s", emptyText)
	}
	return t.bytes()
}

type text struct {
	page

	graph   *Graph
	at      map[string]int
	leaving map[string][]Edge // of every node by its ID
}

func (t *text) hosts() {
	var rows [][2]string
	for _, n := range t.graph.Nodes {
		for _, e := range t.leaving[n.ID] {
			if n.Role == Host {
				rows = append(rows, [2]string{n.title(t.graph), "-> " + t.graph.Nodes[t.at[e.To]].line(t.graph)})
			}
		}
	}
	if len(rows) > 0 {
		t.line("\nhosts")
		t.rows(rows)
	}
}

func (t *text) node(n Node) {
	t.line("\n%s", n.heading(t.graph))
	var rows [][2]string
	for _, e := range t.leaving[n.ID] {
		rows = append(rows, [2]string{"-> " + t.graph.Nodes[t.at[e.To]].line(t.graph) + e.towards(), e.reasons()})
	}
	t.rows(rows)
}

func (t *text) rows(rows [][2]string) {
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	for _, row := range rows {
		t.line("%s", strings.TrimRight(fmt.Sprintf("  %-*s  %s", width, row[0], row[1]), " "))
	}
}

// place says what the picture is of.
func (p Picture) place() string {
	namespaces := p.Graph.Namespaces()
	if len(namespaces) != 1 {
		return visible(p.Environment)
	}
	return visible(p.Environment + ", namespace " + namespaces[0])
}

// line names a node.
func (n Node) line(g *Graph) string {
	switch {
	case n.Role == Host:
		return n.title(g)
	case n.Absent:
		return n.Kind + " " + n.title(g) + " (not in this release)"
	default:
		return n.what() + " " + n.title(g)
	}
}

// heading is the line of a node with the Services and ports by which it is reached.
func (n Node) heading(g *Graph) string {
	words := []string{n.line(g)}
	var others []string
	for _, service := range n.Services {
		if service != n.Name {
			others = append(others, visible(service))
		}
	}
	if len(others) > 0 {
		words = append(words, "(Service "+strings.Join(others, ", ")+")")
	}
	return strings.Join(append(words, colons(n.Ports)...), " ")
}

// towards says which ports an edge leads to.
func (e Edge) towards() string {
	if len(e.Ports) == 0 {
		return ""
	}
	return " " + strings.Join(colons(e.Ports), " ")
}

func (e Edge) reasons() string {
	reasons := strings.Join(e.proofs(), ", ")
	if e.Init {
		return reasons + " (init container)"
	}
	return reasons
}
