package topology

// vertex is a node in its column, or a point in a column through which an edge passes.
type vertex struct {
	node   int // passing for points
	column int
	h      float64
	y      float64 // of the middle
	left   []int   // neighbours in the column before
	right  []int
}

const passing = -1

// order is the sequence of vertices in each column.
type order struct {
	vertices []vertex
	columns  [][]int
	chains   [][]int // vertices of every edge from left to right; none for those of hosts
	at       []int   // of every vertex in its column
}

// newOrder puts few crossings before all else: sweeps by the mean of the neighbours (Sugiyama), then
// exchanges of neighbours. Hosts are placed later, by where they lead.
func newOrder(l *layers) *order {
	o := &order{columns: make([][]int, l.columns), chains: make([][]int, len(l.from))}
	of, heights := make([]int, len(l.graph.Nodes)), l.heights()
	for i := range l.graph.Nodes {
		of[i] = o.add(vertex{node: i, column: l.column[i], h: heights[i]})
	}
	for e := range l.from {
		left, right := l.ends(e)
		if l.graph.Nodes[left].Role == Host {
			continue
		}
		chain := []int{of[left]}
		for column := l.column[left] + 1; column < l.column[right]; column++ {
			lane := vertex{node: passing, column: column, h: laneHeight}
			if l.graph.Nodes[left].Role == Gateway && len(chain) == 1 {
				lane.h = hostHeight + hostGap - laneGap // level with its host
			}
			chain = append(chain, o.add(lane))
		}
		o.link(e, append(chain, of[right]))
	}
	o.index()
	o.sweep()
	return o
}

func (o *order) add(v vertex) int {
	o.vertices = append(o.vertices, v)
	i := len(o.vertices) - 1
	o.columns[v.column] = append(o.columns[v.column], i)
	return i
}

func (o *order) link(edge int, chain []int) {
	o.chains[edge] = chain
	for i := 1; i < len(chain); i++ {
		left, right := &o.vertices[chain[i-1]], &o.vertices[chain[i]]
		left.right = append(left.right, chain[i])
		right.left = append(right.left, chain[i-1])
	}
}

func (o *order) index() {
	o.at = make([]int, len(o.vertices))
	for _, column := range o.columns {
		o.reindex(column)
	}
}

func (o *order) reindex(column []int) {
	for i, v := range column {
		o.at[v] = i
	}
}

// sweep begins with several orders, and keeps the best one that it comes by; where nothing crosses it is
// done.
// shuffle gives another order, always the same one for a seed.
// sort orders a column by the mean positions of the neighbours on one side. Who has none there stays by
// those on the other side, and who has none at all goes to the end.
// mean is relative to the length of the column, so that those of different columns compare.
// exchange swaps neighbours where fewer edges cross then.
// crossing counts the crossings of the edges of two vertices, the first of which stands above.
