package topology

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// randomGraph has nodes of all roles, and any edges that a release may have: circles too.
func randomGraph(r *rand.Rand) *Graph {
	b := &builder{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}}
	var nodes []*Node
	for _, role := range roles() {
		for i := range r.IntN(6) {
			nodes = append(nodes, b.node(Node{Role: role, Kind: "Kind", Namespace: "shop", Name: strings.Repeat("x", r.IntN(40)) + fmt.Sprint(i), Store: r.IntN(3) == 0}))
		}
	}
	if len(nodes) == 0 {
		return b.graph()
	}
	for range r.IntN(60) {
		from, to := nodes[r.IntN(len(nodes))], nodes[r.IntN(len(nodes))]
		if possible(from.Role, to.Role) {
			by := "BY"
			if from.Role == Gateway {
				by = "x0/"
			}
			b.edge(from, to, proof{by: by})
		}
	}
	return b.graph()
}

func possible(from, to Role) bool {
	switch from {
	case Host:
		return to == Gateway
	case Gateway:
		return to == Service || to == Workload || to == External
	case External, ConfigMap, Secret:
		return false
	default:
		return to != Host && to != Gateway
	}
}

// Boxes never overlap, arrows begin and end at the sides of their boxes and pass through none, and the same
// graph gives the same picture.
func TestLayoutProperties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		g := randomGraph(rand.New(rand.NewPCG(seed, 1)))
		d := newLayout(g)
		checkBoxes(t, g, d)
		checkEnds(t, g, d)
		checkLines(t, g, d)
		if diff := cmp.Diff(d, newLayout(g), cmp.AllowUnexported(layout{}, rect{}, point{})); diff != "" {
			t.Errorf("another layout (-first +second):\n%s", diff)
		}
		if t.Failed() {
			t.Fatalf("graph %d", seed)
		}
	}
}

func overlap(a, b rect) bool {
	return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

func checkBoxes(t *testing.T, g *Graph, d *layout) {
	t.Helper()
	for i, box := range d.boxes {
		if box.x < 0 || box.y < 0 || box.right() > d.w || box.bottom() > d.h || box.w <= 0 || box.h <= 0 {
			t.Errorf("%s is not in the picture: %+v", g.Nodes[i].ID, box)
		}
		if inFrame := overlap(box, d.frame); inFrame != g.Nodes[i].inside() {
			t.Errorf("%s in the frame: %t", g.Nodes[i].ID, inFrame)
		}
		for j := range i {
			if overlap(box, d.boxes[j]) {
				t.Errorf("%s overlaps %s", g.Nodes[i].ID, g.Nodes[j].ID)
			}
		}
	}
}

func checkLines(t *testing.T, g *Graph, d *layout) {
	t.Helper()
	at := g.positions()
	for i, e := range g.Edges {
		line := d.lines[i]
		if !touches(d.boxes[at[e.From]], line[0]) || !touches(d.boxes[at[e.To]], line[len(line)-1]) {
			t.Errorf("%s -> %s touches its boxes nowhere: %v", e.From, e.To, line)
		}
		for j := 1; j < len(line); j++ {
			checkPart(t, g, d, line[j-1], line[j], j%2 == 1)
		}
	}
}

// checkPart looks at one part of a line: a curve, which has the room between two columns for itself, or a
// level one, which passes a column between its boxes.
func checkPart(t *testing.T, g *Graph, d *layout, from, to point, curve bool) {
	t.Helper()
	room := rect{min(from.x, to.x), from.y, math.Abs(from.x - to.x), 0}
	if curve {
		room.y, room.h = 0, d.h
	} else if from.y != to.y {
		t.Errorf("from %v to %v is not level", from, to)
	}
	for i, box := range d.boxes {
		if overlap(room, box) {
			t.Errorf("a line from %v to %v runs through %s", from, to, g.Nodes[i].ID)
		}
	}
}

// checkEnds holds the ends of arrows apart. At gateways they are level with where they come from.
func checkEnds(t *testing.T, g *Graph, d *layout) {
	t.Helper()
	at := g.positions()
	ends := map[int][]point{}
	for i, e := range g.Edges {
		from, to := at[e.From], at[e.To]
		ends[from] = append(ends[from], d.lines[i][0])
		ends[to] = append(ends[to], d.lines[i][len(d.lines[i])-1])
	}
	for node, points := range ends {
		for i, p := range points {
			for _, q := range points[:i] {
				if p.x == q.x && math.Abs(p.y-q.y) < portGap-1e-6 && g.Nodes[node].Role != Gateway {
					t.Errorf("arrows meet at %s: %v and %v", g.Nodes[node].ID, p, q)
				}
			}
		}
	}
}

func touches(box rect, p point) bool {
	const near = 1e-6
	side := math.Abs(p.x-box.x) < near || math.Abs(p.x-box.right()) < near
	return side && p.y >= box.y-near && p.y <= box.bottom()+near
}

// Two workloads that call each other have one arrow to the right and one back.
func TestLayoutCircle(t *testing.T) {
	t.Parallel()
	b := &builder{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}}
	one, two := b.node(Node{Role: Workload, Name: "one"}), b.node(Node{Role: Workload, Name: "two"})
	b.edge(one, two, proof{})
	b.edge(two, one, proof{})
	d := newLayout(b.graph())
	for i, want := range []bool{true, false} {
		if got := d.lines[i][0].x < d.lines[i][1].x; got != want {
			t.Errorf("arrow %d leads to the right: %t", i, got)
		}
	}
}

// A picture that can be drawn without crossings is.
func TestOrderWithoutCrossings(t *testing.T) {
	t.Parallel()
	b := &builder{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}}
	node := func(role Role, name string) *Node { return b.node(Node{Role: role, Name: name}) }
	gateway, api := node(Gateway, "g"), node(Workload, "api")
	frontend, accounts, graph := node(Workload, "frontend"), node(Workload, "accounts"), node(Workload, "graph")
	for _, to := range []*Node{api, frontend, accounts, node(Workload, "dashboard")} {
		b.edge(gateway, to, proof{})
	}
	b.edge(frontend, api, proof{})
	b.edge(frontend, accounts, proof{})
	b.edge(api, graph, proof{})
	b.edge(api, accounts, proof{})
	b.edge(api, b.node(Node{Role: Workload, Name: "cache", Store: true}), proof{})
	b.edge(graph, b.node(Node{Role: Workload, Name: "db", Store: true}), proof{})
	if n := newOrder(newLayers(b.graph())).crossings(); n != 0 {
		t.Errorf("%d crossings", n)
	}
}

// Workloads that nobody calls do not stand in one long column.
func TestLayoutLonely(t *testing.T) {
	t.Parallel()
	b := &builder{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}}
	for i := range 36 {
		b.node(Node{Role: Workload, Name: fmt.Sprint(i)})
	}
	if d := newLayout(b.graph()); d.h > 2*d.w {
		t.Errorf("the picture is %.0f wide and %.0f high", d.w, d.h)
	}
}

func TestShortened(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "short", strings.Repeat("W", 500), strings.Repeat("漢", 50)} {
		got := shortened(text, titleSize, 100)
		if width := textWidth(got, titleSize); width > 100 {
			t.Errorf("%q is %f wide", got, width)
		}
		if cut := got != text; cut != (textWidth(text, titleSize) > 100) || cut != strings.HasSuffix(got, "…") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

var mermaidQuoted = regexp.MustCompile(`^"([^"#;<>&` + "`" + `]|#[0-9]+;|<br/>)*"$`)

// Whatever a name holds, the pictures stay well-formed, and hold no character that moves a cursor.
func FuzzLabels(f *testing.F) {
	for _, name := range []string{"api", `"]; end`, "<b>&amp;", "a\x00b\x1b[31m", "\u202e", "\xff\ufffe", "#35;", "`", "a\nb\r\t\u2028"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		b := &builder{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}}
		gateway := b.node(Node{Role: Gateway, Kind: "Gateway", Namespace: name, Name: name})
		b.edge(b.node(Node{Role: Host, Name: name}), gateway, proof{})
		b.edge(gateway, b.node(Node{Role: Workload, Kind: name, Namespace: name, Name: name, Services: []string{name + "s"}}), proof{by: name})
		p := Picture{Environment: name, Graph: b.graph()}
		for _, format := range Formats() {
			text := string(format.Write(p))
			if i := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r <= 0x9f || r == 0x202e }); i >= 0 {
				t.Errorf("%s holds %q", format.Name, text[i:i+1])
			}
		}
		for _, text := range []string{mermaidText(visible(name)), mermaidText(p.Graph.Edges[1].proofs()...)} {
			if !mermaidQuoted.MatchString(text) {
				t.Errorf("Mermaid would read more than text in %s", text)
			}
		}
		if quoted := dotText(visible(name)); strings.Contains(strings.NewReplacer(`\\`, "", `\"`, "").Replace(quoted[1:len(quoted)-1]), `"`) {
			t.Errorf("Graphviz would read more than text in %s", quoted)
		}
		checkXML(t, string(writeSVG(p)))
	})
}

func checkXML(t *testing.T, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	var elements []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, text)
		}
		if start, ok := token.(xml.StartElement); ok {
			elements = append(elements, start.Name.Local)
		}
	}
	slices.Sort(elements)
	if diff := cmp.Diff([]string{"desc", "g", "path", "rect", "style", "svg", "text", "title"}, slices.Compact(elements)); diff != "" {
		t.Errorf("elements (-want +got):\n%s", diff)
	}
}

func BenchmarkSVG(b *testing.B) {
	g := randomGraph(rand.New(rand.NewPCG(7, 1)))
	for b.Loop() {
		writeSVG(Picture{Graph: g})
	}
}
