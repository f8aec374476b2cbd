package manifest

import (
	"maps"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v3"
)

// plan is what happens to the entries of a collection, apart from changes inside them.
type plan struct {
	removed  []bool
	inserted []insertion
}

// insertion is a new entry behind one that stays, or before all of them (-1).
type insertion struct {
	after int
	name  string
	value any
}

func (p plan) lastKept() int {
	for i, removed := range slices.Backward(p.removed) {
		if !removed {
			return i
		}
	}
	return -1
}

func (e *editor) entries(n *yaml.Node) ([]entry, error) {
	if !isFlow(n) {
		return e.blockEntries(n)
	}
	entries, _, err := e.flowEntries(n)
	return entries, err
}

// mapping edits the pairs of a mapping. Of a key that stands twice, the last one counts.
func (e *editor) mapping(s slot, old, want map[string]any) error {
	entries, err := e.entries(s.value)
	if err != nil {
		return err
	}
	p := plan{removed: make([]bool, len(entries))}
	last := make(map[string]int, len(entries))
	for i, in := range entries {
		if !in.isMerge() {
			last[in.name] = i
		}
	}
	for i, in := range entries {
		value, wanted := want[in.name]
		switch {
		case in.isMerge():
		case !wanted:
			p.removed[i] = true
		case last[in.name] == i:
			if err := e.change(e.slot(in, s), old[in.name], value); err != nil {
				return err
			}
		}
	}
	inherited, err := e.merge(entries, &p, want)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		from, merged := inherited[name]
		if _, explicit := last[name]; explicit || merged && reflect.DeepEqual(from, want[name]) {
			continue
		}
		p.inserted = append(p.inserted, insertion{after: p.lastKept(), name: name, value: want[name]})
	}
	return e.carryOut(s, entries, p)
}

// sequence edits the items of a sequence.
func (e *editor) sequence(s slot, old, want []any) error {
	entries, err := e.entries(s.value)
	if err != nil {
		return err
	}
	from := e.items
	if s.value != e.list {
		from = align(old, want)
	}
	p := plan{removed: make([]bool, len(entries))}
	for i := range p.removed {
		p.removed[i] = true
	}
	after := -1
	for i, position := range from {
		if position < 0 {
			p.inserted = append(p.inserted, insertion{after: after, value: want[i]})
			continue
		}
		after, p.removed[position] = position, false
		if err := e.change(e.slot(entries[position], s), old[position], want[i]); err != nil {
			return err
		}
	}
	return e.carryOut(s, entries, p)
}
