package topology

const (
	margin     = 28.0
	columnGap  = 46.0
	frameSpace = 22.0 // between the frame and what it holds
	frameTitle = 26.0
)

type rect struct{ x, y, w, h float64 }

func (r rect) right() float64  { return r.x + r.w }
func (r rect) bottom() float64 { return r.y + r.h }

type point struct{ x, y float64 }

// layout says where everything is drawn.
type layout struct {
	boxes []rect    // of every node
	lines [][]point // of every edge, from its beginning to its end; curves join the points
	frame rect      // around what is inside; empty if nothing is
	w, h  float64
}

func newLayout(g *Graph) *layout {
	l := newLayers(g)
	o := newOrder(l)
	o.place()
	d := &drafter{layers: l, order: o, layout: &layout{boxes: make([]rect, len(g.Nodes)), lines: make([][]point, len(g.Edges))}}
	d.placeHosts()
	d.placeBoxes()
	d.stretchGateways()
	d.drawLines()
	d.drawFrame()
	d.shift()
	return d.layout
}

type drafter struct {
	*layers
	*order
	*layout

	x, widths []float64 // of the columns
}

// leadsTo gives the middle height of what a host leads to.
// placeHosts puts hosts level with what they lead to, gateway by gateway.
// placeBoxes gives each column the width of its widest box, so that columns can be seen as such. A node
// is the vertex of the same position.
func (d *drafter) placeBoxes() {
	d.x, d.widths = make([]float64, d.layers.columns), make([]float64, d.layers.columns)
	segments := make([]int, d.layers.columns)
	for i, n := range d.graph.Nodes {
		d.widths[d.column[i]] = max(d.widths[d.column[i]], n.width(d.graph))
	}
	for _, v := range d.vertices {
		segments[v.column] += len(v.left)
	}
	x := 0.0
	for c := range d.x {
		if c > 0 {
			x += d.widths[c-1] + columnGap + min(80, 2*float64(segments[c]))
		}
		if c > 0 && (c == d.first || c == d.last+1) {
			x += frameSpace
		}
		d.x[c] = x
	}
	for i := range d.graph.Nodes {
		v, c := d.vertices[i], d.column[i]
		d.boxes[i] = rect{d.x[c], v.y - v.h/2, d.widths[c], v.h}
	}
}

// stretchGateways makes gateways as high as what they join, so that the ways through them run straight:
// as far as the half way to the next one.
// joined is the extent of what a gateway's edges lead to and come from.
// drawFrame draws the frame round the columns of what is inside, and round the edges that pass there.
// shift moves all so that it begins at the margin.
