package topology

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

func (d *drafter) leadsTo(host, gateway int) float64 {
	sum, n := 0.0, 0.0
	for e, edge := range d.graph.Edges {
		if d.from[e] == gateway && slices.ContainsFunc(edge.By, func(by string) bool {
			return by == d.graph.Nodes[host].Name || strings.HasPrefix(by, d.graph.Nodes[host].Name+"/")
		}) {
			sum += d.vertices[d.chains[e][1]].y
			n++
		}
	}
	if n == 0 {
		return d.vertices[gateway].y
	}
	return sum / n
}

func (d *drafter) placeHosts() {
	type wish struct {
		host       int
		gateway, y float64
	}
	var wishes []wish
	for i, n := range d.graph.Nodes {
		if n.Role != Host {
			continue
		}
		w := wish{host: i, y: d.vertices[i].y}
		if e := slices.Index(d.from, i); e >= 0 {
			w.gateway, w.y = d.vertices[d.to[e]].y, d.leadsTo(i, d.to[e])
		}
		wishes = append(wishes, w)
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Or(cmp.Compare(a.gateway, b.gateway), cmp.Compare(a.y, b.y)) })
	var column []int
	var wanted, weight []float64
	for _, w := range wishes {
		column, wanted, weight = append(column, w.host), append(wanted, w.y), append(weight, 1)
	}
	d.spread(column, wanted, weight)
}

func (d *drafter) stretchGateways() {
	var gateways []int
	for i, n := range d.graph.Nodes {
		if n.Role == Gateway {
			gateways = append(gateways, i)
		}
	}
	slices.SortFunc(gateways, func(a, b int) int { return cmp.Compare(d.boxes[a].y, d.boxes[b].y) })
	floor := math.Inf(-1)
	for i, g := range gateways {
		box := d.boxes[g]
		ceiling := math.Inf(1)
		if i+1 < len(gateways) {
			next := d.boxes[gateways[i+1]]
			ceiling = (box.bottom()+next.y)/2 - boxGap/2
		}
		top, bottom := d.joined(g)
		top, bottom = max(floor, min(box.y, top)), min(ceiling, max(box.bottom(), bottom))
		d.boxes[g].y, d.boxes[g].h = top, bottom-top
		floor = ceiling + boxGap
	}
}

func (d *drafter) joined(gateway int) (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	extend := func(y float64) { top, bottom = min(top, y-hostHeight/2), max(bottom, y+hostHeight/2) }
	for e := range d.from {
		switch gateway {
		case d.from[e]:
			extend(d.vertices[d.chains[e][1]].y)
		case d.to[e]:
			extend(d.vertices[d.from[e]].y)
		}
	}
	return top, bottom
}
