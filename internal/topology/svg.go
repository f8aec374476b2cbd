package topology

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// writeSVG draws the picture without any other program.
func writeSVG(p Picture) []byte {
	s := svg{graph: p.Graph, at: p.Graph.positions(), layout: newLayout(p.Graph)}
	if len(p.Graph.Nodes) == 0 {
		s.layout.w, s.layout.h = textWidth(emptyText, titleSize*bold)+2*margin, titleSize+2*margin
	}
	title := "Topology of " + p.place()
	s.line(`<svg class="topology" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="topology-title topology-desc" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">`,
		s.layout.w, s.layout.h, s.layout.w, s.layout.h)
	s.line(`<title id="topology-title">%s</title>`, xmlText(title))
	s.line(`<desc id="topology-desc">%s</desc>`, xmlText(s.description()))
	s.line("<style>%s</style>", style)
	s.line(`<rect class="page" width="100%%" height="100%%"/>`)
	if len(p.Graph.Nodes) == 0 {
		s.text("title", point{margin, margin + titleSize}, emptyText)
	}
	s.frame()
	for i, e := range p.Graph.Edges {
		s.edge(e, s.layout.lines[i])
	}
	for i, n := range p.Graph.Nodes {
		s.node(n, s.layout.boxes[i])
	}
	s.line("</svg>")
	return s.bytes()
}

type svg struct {
	page

	graph  *Graph
	at     map[string]int
	layout *layout
}

// description is for those who cannot see the picture.
func (s *svg) description() string {
	var arrows []string
	for _, e := range s.graph.Edges {
		arrows = append(arrows, s.graph.Nodes[s.at[e.From]].title(s.graph)+" to "+s.graph.Nodes[s.at[e.To]].title(s.graph))
	}
	if len(arrows) == 0 {
		return fmt.Sprintf("%d boxes without arrows.", len(s.graph.Nodes))
	}
	return fmt.Sprintf("%d boxes, and arrows from %s.", len(s.graph.Nodes), strings.Join(arrows, ", from "))
}

func (s *svg) frame() {
	f := s.layout.frame
	if f == (rect{}) {
		return
	}
	s.line(`<rect class="frame" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="10"/>`, f.x, f.y, f.w, f.h)
	name := "cluster"
	if namespaces := s.graph.Namespaces(); len(namespaces) == 1 {
		name = "namespace " + visible(namespaces[0])
	}
	if slices.ContainsFunc(s.graph.Edges, s.graph.quiet) {
		name += " · dashed arrows: of jobs and init containers"
	}
	s.text("detail", point{f.x + 14, f.y + 19}, shortened(name, detailSize, f.w-28))
}

func (s *svg) text(class string, at point, text string) {
	s.line(`<text class="%s" x="%.1f" y="%.1f">%s</text>`, class, at.x, at.y, xmlText(text))
}

func (s *svg) node(n Node, box rect) {
	classes := []string{"node", string(n.Role)}
	if n.Store {
		classes = append(classes, "store")
	}
	if n.quiet() {
		classes = append(classes, "quiet")
	}
	s.line(`<g class="%s">`, strings.Join(classes, " "))
	s.line("<title>%s</title>", xmlText(n.heading(s.graph)))
	s.shape(n, box)
	s.label(n, box)
	s.line("</g>")
}

func (s *svg) shape(n Node, box rect) {
	if n.Store {
		const lid = 5.0
		s.line(`<path d="M%.1f %.1fv%.1fa%.1f %.1f 0 0 0 %.1f 0v%.1fa%.1f %.1f 0 0 0 %.1f 0a%.1f %.1f 0 0 0 %.1f 0"/>`,
			box.x, box.y+lid, box.h-2*lid, box.w/2, lid, box.w, 2*lid-box.h, box.w/2, lid, -box.w, box.w/2, lid, box.w)
		return
	}
	radius := 6.0
	if n.Role == Host || n.Role == External {
		radius = min(box.h/2, 15)
	}
	s.line(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f"/>`, box.x, box.y, box.w, box.h, radius)
}

func (s *svg) label(n Node, box rect) {
	middle := point{box.x + box.w/2, box.y + box.h/2}
	if n.Store {
		middle.y += 4
	}
	room := box.w - boxPadding
	title, detail := shortened(n.title(s.graph), titleSize*bold, room), shortened(n.detail(), detailSize, room)
	if detail == "" {
		s.text("title", point{middle.x, middle.y + titleSize*0.35}, title)
		return
	}
	s.text("title", point{middle.x, middle.y - 3}, title)
	s.text("detail", point{middle.x, middle.y + 13}, detail)
}

// edge draws a curve, and its head as a shape of its own: not every program gives markers the colour of
// their line.
func (s *svg) edge(e Edge, points []point) {
	class := "edge " + s.class(e)
	if s.graph.quiet(e) {
		class += " quiet"
	}
	s.line(`<g class="%s">`, class)
	s.line("<title>%s</title>", xmlText(s.tooltip(e)))
	var b strings.Builder
	fmt.Fprintf(&b, "M%.1f %.1f", points[0].x, points[0].y)
	for i := 1; i < len(points); i++ {
		from, to := points[i-1], points[i]
		if i%2 == 0 || from.y == to.y {
			fmt.Fprintf(&b, "L%.1f %.1f", to.x, to.y)
			continue
		}
		half := (from.x + to.x) / 2
		fmt.Fprintf(&b, "C%.1f %.1f %.1f %.1f %.1f %.1f", half, from.y, half, to.y, to.x, to.y)
	}
	s.line(`<path class="line" d="%s"/>`, b.String())
	last := points[len(points)-1]
	back := -8.0
	if points[len(points)-2].x > last.x {
		back = 8
	}
	s.line(`<path class="head" d="M%.1f %.1fl%.1f -4v8z"/>`, last.x, last.y, back)
	s.line("</g>")
}

// class colours an edge: the ways from hosts, and those to stores and to the outside.
func (s *svg) class(e Edge) string {
	from, to := s.graph.Nodes[s.at[e.From]], s.graph.Nodes[s.at[e.To]]
	switch {
	case from.Role == Host || from.Role == Gateway:
		return "to-route"
	case to.Store && to.Role != External:
		return "to-store"
	default:
		return "to-" + string(to.Role)
	}
}

func (s *svg) tooltip(e Edge) string {
	text := s.graph.Nodes[s.at[e.From]].title(s.graph) + " → " + s.graph.Nodes[s.at[e.To]].title(s.graph) + e.towards()
	if reasons := e.reasons(); reasons != "" {
		text += "\n" + reasons
	}
	return text
}

// xmlText escapes text. What XML cannot hold even as an escape is there no more: labels are visible text.
func xmlText(text string) string { return html.EscapeString(text) }
