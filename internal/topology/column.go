package topology

import "math"

func (l *layers) setFixed() {
	roles := map[Role]bool{}
	for _, n := range l.graph.Nodes {
		roles[n.Role] = true
	}
	for _, role := range []Role{Host, Gateway} {
		if !roles[role] {
			continue
		}
		for i, n := range l.graph.Nodes {
			if n.Role == role {
				l.column[i] = l.first
			}
		}
		l.first++
	}
	l.last = l.first
}

func (l *layers) setInside() {
	arriving := make([][]int, len(l.graph.Nodes))
	for e := range l.from {
		left, right := l.ends(e)
		arriving[right] = append(arriving[right], left)
	}
	known := make([]bool, len(l.graph.Nodes))
	var depth func(int) int
	depth = func(node int) int {
		if known[node] || !l.graph.Nodes[node].inside() {
			return l.column[node]
		}
		known[node] = true
		l.column[node] = l.first
		for _, from := range arriving[node] {
			l.column[node] = max(l.column[node], depth(from)+1)
		}
		l.last = max(l.last, l.column[node])
		return l.column[node]
	}
	for node := range l.graph.Nodes {
		depth(node)
	}
}

func (l *layers) pullCallers() {
	called := make([]bool, len(l.graph.Nodes))
	nearest := make([]int, len(l.graph.Nodes))
	for i := range nearest {
		nearest[i] = math.MaxInt
	}
	for e := range l.from {
		left, right := l.ends(e)
		called[right] = true
		column := l.column[right]
		if l.graph.Nodes[right].Role == External {
			column = l.last + 1
		}
		nearest[left] = min(nearest[left], column)
	}
	for i, n := range l.graph.Nodes {
		if n.inside() && !called[i] && nearest[i] != math.MaxInt {
			l.column[i] = max(l.first, nearest[i]-1)
		}
	}
}

func (l *layers) pushStores() {
	leaving := l.leaving()
	called := make([]bool, len(l.graph.Nodes))
	for e := range l.from {
		_, right := l.ends(e)
		called[right] = true
	}
	for i, n := range l.graph.Nodes {
		passive := n.Store || n.Role == ConfigMap || n.Role == Secret
		if n.inside() && passive && called[i] && len(leaving[i]) == 0 {
			l.column[i] = l.last
		}
	}
}

func (l *layers) spreadLonely() {
	linked := make([]bool, len(l.graph.Nodes))
	for e := range l.from {
		linked[l.from[e]], linked[l.to[e]] = true, true
	}
	var lonely []int
	for i, n := range l.graph.Nodes {
		if n.inside() && !linked[i] {
			lonely = append(lonely, i)
		}
	}
	l.last = max(l.last, l.first+int(math.Sqrt(float64(len(lonely)))))
	if len(lonely) < 2 {
		l.last = max(l.first, l.lastUsed())
	}
	for i, node := range lonely {
		l.column[node] = l.first + i%(l.last-l.first+1)
	}
	l.last = max(l.first, l.lastUsed())
}

func (l *layers) lastUsed() int {
	last := 0
	for i, n := range l.graph.Nodes {
		if n.inside() {
			last = max(last, l.column[i])
		}
	}
	return last
}

func (l *layers) setExternal() {
	l.columns = l.last + 1
	for i, n := range l.graph.Nodes {
		if n.Role == External {
			l.column[i] = l.last + 1
			l.columns = l.last + 2
		}
	}
}
