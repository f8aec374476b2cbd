package topology

const (
	laneHeight = 6.0 // of a point through which an edge passes
	laneGap    = 8.0
	hostGap    = 12.0
	boxGap     = 20.0
	settling   = 24 // rounds, after which little moves
)

// gap is the least distance between the middles of two vertices that stand one above the other.
func gap(above, below vertex) float64 {
	between := boxGap
	if above.column == 0 && above.h == hostHeight {
		between = hostGap
	}
	if above.node == passing && below.node == passing {
		between = laneGap
	}
	return (above.h+below.h)/2 + between
}

// place gives every vertex its height in the picture: near its neighbours, in the order of its column.
func (o *order) place() {
	for _, column := range o.columns {
		y := 0.0
		for i, v := range column {
			if i > 0 {
				y += gap(o.vertices[column[i-1]], o.vertices[v])
			}
			o.vertices[v].y = y
		}
	}
	for i := range settling {
		for c := range o.columns {
			if i%2 == 1 {
				c = len(o.columns) - 1 - c
			}
			o.settle(o.columns[c])
		}
	}
}

// settle moves a column to where its edges are straightest.
func (o *order) settle(column []int) {
	wanted := make([]float64, len(column))
	weight := make([]float64, len(column))
	for i, v := range column {
		wanted[i], weight[i] = o.wanted(v)
	}
	o.spread(column, wanted, weight)
}

// wanted is the weighted mean height of the neighbours. Edges that pass through columns pull more, so
// that they run straight.
func (o *order) wanted(v int) (y, weight float64) {
	own := o.vertices[v]
	for _, side := range [][]int{own.left, own.right} {
		for _, n := range side {
			pull := 1.0
			if own.node == passing {
				pull *= 3
			}
			if o.vertices[n].node == passing {
				pull *= 3
			}
			y += pull * o.vertices[n].y
			weight += pull
		}
	}
	if weight == 0 {
		return own.y, 0.01
	}
	return y / weight, weight
}

// spread finds the heights nearest to those wanted that keep the order and the gaps: a regression with
// the gaps taken off, in which the heights may not fall (pool adjacent violators).
func (o *order) spread(column []int, wanted, weight []float64) {
	type pool struct {
		sum, weight float64
		count       int
	}
	var pools []pool
	offsets := make([]float64, len(column))
	for i, v := range column {
		if i > 0 {
			offsets[i] = offsets[i-1] + gap(o.vertices[column[i-1]], o.vertices[v])
		}
		next := pool{(wanted[i] - offsets[i]) * weight[i], weight[i], 1}
		for n := len(pools); n > 0 && pools[n-1].sum/pools[n-1].weight >= next.sum/next.weight; n-- {
			before := pools[n-1]
			next = pool{before.sum + next.sum, before.weight + next.weight, before.count + next.count}
			pools = pools[:n-1]
		}
		pools = append(pools, next)
	}
	i := 0
	for _, p := range pools {
		for range p.count {
			o.vertices[column[i]].y = p.sum/p.weight + offsets[i]
			i++
		}
	}
}
