package topology

import (
	"cmp"
	"slices"
)

const (
	portGap  = 11.0 // between the ends of two edges at one side of a box
	portRoom = 10.0 // between those and the corners
)

// drawLines gives every edge its points: level through columns, curved between them.
func (d *drafter) drawLines() {
	leave, arrive := d.ports()
	for e := range d.from {
		left, right := d.ends(e)
		from, to := d.boxes[left], d.boxes[right]
		line := []point{{from.right(), leave[e]}}
		for _, v := range d.passes(e) {
			x := d.x[d.vertices[v].column]
			line = append(line, point{x, d.vertices[v].y}, point{x + d.widths[d.vertices[v].column], d.vertices[v].y})
		}
		line = append(line, point{to.x, arrive[e]})
		if d.back[e] {
			slices.Reverse(line)
		}
		d.lines[e] = line
	}
}

// passes gives the points in columns between the ends of an edge.
func (d *drafter) passes(edge int) []int {
	if chain := d.chains[edge]; len(chain) > 2 {
		return chain[1 : len(chain)-1]
	}
	return nil
}

// ports spreads the ends of edges over the sides of their boxes, in the order in which the edges come.
func (d *drafter) ports() (leave, arrive []float64) {
	leave, arrive = make([]float64, len(d.from)), make([]float64, len(d.from))
	leaving, arriving := make([][]int, len(d.boxes)), make([][]int, len(d.boxes))
	for e := range d.from {
		left, right := d.ends(e)
		leaving[left], arriving[right] = append(leaving[left], e), append(arriving[right], e)
	}
	for node := range d.boxes {
		d.spreadPorts(node, leaving[node], leave, d.after)
		d.spreadPorts(node, arriving[node], arrive, d.before)
	}
	return leave, arrive
}

// after is the height of the first thing to the right of an edge's beginning.
func (d *drafter) after(edge int) float64 {
	if passes := d.passes(edge); len(passes) > 0 {
		return d.vertices[passes[0]].y
	}
	_, right := d.ends(edge)
	return d.vertices[right].y
}

func (d *drafter) before(edge int) float64 {
	if passes := d.passes(edge); len(passes) > 0 {
		return d.vertices[passes[len(passes)-1]].y
	}
	left, _ := d.ends(edge)
	return d.vertices[left].y
}

func (d *drafter) spreadPorts(node int, edges []int, y []float64, towards func(int) float64) {
	slices.SortStableFunc(edges, func(a, b int) int { return cmp.Compare(towards(a), towards(b)) })
	box := d.boxes[node]
	first := box.y + box.h/2 - portGap*float64(len(edges)-1)/2
	for i, e := range edges {
		y[e] = first + portGap*float64(i)
		if d.graph.Nodes[node].Role == Gateway { // straight through
			y[e] = min(box.bottom()-portRoom, max(box.y+portRoom, towards(e)))
		}
	}
}
