package topology

import (
	"cmp"
	"math"
	"slices"
)

const (
	sweeps     = 10
	starts     = 16  // orders that are begun with
	fewStarts  = 1   // of a picture that no eye can follow anyway
	manyPoints = 250 // in such a picture
)

func (o *order) sweep() {
	best, fewest := o.copied(), o.crossings()
	try := func() {
		if n := o.crossings(); n < fewest {
			best, fewest = o.copied(), n
		}
	}
	tries := starts
	if len(o.vertices) > manyPoints {
		tries = fewStarts
	}
	for i := 0; i < tries*sweeps && fewest > 0; i++ {
		if i > 0 && i%sweeps == 0 {
			o.shuffle(uint32(i / sweeps))
		}
		for c := range o.columns {
			if i%2 == 1 {
				c = len(o.columns) - 1 - c
			}
			o.sort(o.columns[c], i%2 == 0)
		}
		try()
		o.exchange()
		try()
	}
	o.columns = best
	o.index()
}

func (o *order) shuffle(seed uint32) {
	key := func(v int) uint32 {
		mixed := (uint32(v) + seed*0x9e3779b9) * 0x85ebca6b //nolint:gosec // any bits do
		return (mixed ^ mixed>>15) * 0xc2b2ae35
	}
	for _, column := range o.columns {
		slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
	}
	o.index()
}

func (o *order) copied() [][]int {
	columns := make([][]int, len(o.columns))
	for i, column := range o.columns {
		columns[i] = slices.Clone(column)
	}
	return columns
}

func (o *order) sort(column []int, rightward bool) {
	mean := make(map[int]float64, len(column))
	for _, v := range column {
		sides := [][]int{o.vertices[v].left, o.vertices[v].right}
		if !rightward {
			slices.Reverse(sides)
		}
		mean[v] = math.Inf(1)
		for _, side := range sides {
			if len(side) > 0 {
				mean[v] = o.mean(side)
				break
			}
		}
	}
	slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
	o.reindex(column)
}

func (o *order) mean(side []int) float64 {
	sum := 0.0
	for _, v := range side {
		sum += (float64(o.at[v]) + 0.5) / float64(len(o.columns[o.vertices[v].column]))
	}
	return sum / float64(len(side))
}

func (o *order) exchange() {
	for range sweeps {
		swapped := false
		for _, column := range o.columns {
			for i := 1; i < len(column); i++ {
				a, b := o.vertices[column[i-1]], o.vertices[column[i]]
				now := o.crossing(a.left, b.left) + o.crossing(a.right, b.right)
				then := o.crossing(b.left, a.left) + o.crossing(b.right, a.right)
				if then < now {
					column[i-1], column[i] = column[i], column[i-1]
					o.at[column[i-1]], o.at[column[i]] = i-1, i
					swapped = true
				}
			}
		}
		if !swapped {
			return
		}
	}
}

func (o *order) crossing(above, below []int) int {
	n := 0
	for _, a := range above {
		for _, b := range below {
			if o.at[a] > o.at[b] {
				n++
			}
		}
	}
	return n
}

func (o *order) crossings() int {
	n := 0
	for _, column := range o.columns {
		for i, a := range column {
			for _, b := range column[i+1:] {
				n += o.crossing(o.vertices[a].right, o.vertices[b].right)
			}
		}
	}
	return n
}
