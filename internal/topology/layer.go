package topology

// layers gives every node its column: hosts, gateways, what is inside by the longest way to it, and what
// is external. Arrows lead to the right, but for those that close a circle.
type layers struct {
	graph    *Graph
	from, to []int  // of every edge, by positions of nodes
	back     []bool // edges that lead to the left
	column   []int  // of every node
	first    int    // column of what is inside
	last     int
	columns  int
}

func newLayers(g *Graph) *layers {
	l := &layers{graph: g, back: make([]bool, len(g.Edges)), column: make([]int, len(g.Nodes))}
	at := g.positions()
	for _, e := range g.Edges {
		l.from, l.to = append(l.from, at[e.From]), append(l.to, at[e.To])
	}
	l.breakCircles()
	l.setFixed()
	l.setInside()
	l.pullCallers()
	l.pushStores()
	l.spreadLonely()
	l.setExternal()
	return l
}

// leaving gives the edges of every node that lead to the right.
func (l *layers) leaving() [][]int {
	leaving := make([][]int, len(l.graph.Nodes))
	for e := range l.from {
		from := l.from[e]
		if l.back[e] {
			from = l.to[e]
		}
		leaving[from] = append(leaving[from], e)
	}
	return leaving
}

// ends gives the edge's nodes from left to right.
func (l *layers) ends(edge int) (left, right int) {
	if l.back[edge] {
		return l.to[edge], l.from[edge]
	}
	return l.from[edge], l.to[edge]
}

// breakCircles walks from the hosts on, and turns the edges round that lead back to where it came from.
func (l *layers) breakCircles() {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(l.graph.Nodes))
	leaving := l.leaving()
	var visit func(int)
	visit = func(node int) {
		state[node] = open
		for _, e := range leaving[node] {
			switch state[l.to[e]] {
			case unseen:
				visit(l.to[e])
			case open:
				l.back[e] = true
			}
		}
		state[node] = done
	}
	for node := range l.graph.Nodes {
		if state[node] == unseen {
			visit(node)
		}
	}
}

// setFixed places hosts and gateways; without them the picture begins with what is inside.
// setInside gives each node the length of the longest way to it.
// pullCallers moves those whom nobody calls, such as Jobs, beside what they call.
// pushStores moves what is only called, and is no program, to the right.
// spreadLonely gives nodes without edges to all columns in turn, so that no column grows long.
