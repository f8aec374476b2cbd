package manifest

import "strings"

func (e *editor) carryOut(s slot, entries []entry, p plan) error {
	if p.lastKept() < 0 {
		return errUneditable
	}
	if isFlow(s.value) {
		return e.editFlow(entries, p)
	}
	for i := 0; i < len(entries); i++ {
		if !p.removed[i] {
			continue
		}
		next := i + 1
		for next < len(entries) && p.removed[next] {
			next++
		}
		if err := e.deleteBlock(s, entries, i, next); err != nil {
			return err
		}
		i = next
	}
	for _, in := range p.inserted {
		if err := e.insertBlock(s, entries, in); err != nil {
			return err
		}
	}
	return nil
}

// deleteBlock deletes the entries from one up to another and the comments that are about them.
func (e *editor) deleteBlock(s slot, entries []entry, from, to int) error {
	first := entries[from]
	end := e.lastLine(entries[to-1])
	switch {
	case e.ownLine(first.start):
		e.replace(e.firstLine(first, e.before(s, entries, from)), end, "")
	case to == len(entries):
		return errUneditable
	case end == e.lineStart(entries[to].start): // the next one moves up behind the dash
		e.replace(first.start, entries[to].start, "")
	default:
		e.replace(first.start, end, "\n")
	}
	return nil
}

// before is where the text ends that stands before an entry.
func (e *editor) before(s slot, entries []entry, i int) int {
	switch {
	case i > 0:
		return entries[i-1].valueEnd
	case s.depth == 0:
		return entries[0].start // the comments at the head are about the whole document
	default:
		return s.indicator
	}
}

func (e *editor) insertBlock(s slot, entries []entry, in insertion) error {
	column := e.column0(entries[0].start)
	w := writer{layout: e.layout}
	pad := strings.Repeat(" ", column)
	var err error
	if entries[0].key == nil {
		err = w.item(in.value, column, e.gap(entries[0]))
	} else {
		err = w.pair(in.name, in.value, column)
	}
	if err != nil {
		return err
	}
	switch first := entries[0]; {
	case in.after >= 0:
		e.insertLines(e.lastLine(entries[in.after]), pad+w.String())
	case e.ownLine(first.start):
		e.insertLines(e.firstLine(first, e.before(s, entries, 0)), pad+w.String())
	default:
		e.replace(first.start, first.start, w.String()+"\n"+pad)
	}
	return nil
}

// gap is the distance from a dash to what stands behind it.
func (e *editor) gap(item entry) int {
	at, err := e.offset(item.value)
	if err != nil || isAbsent(item.value) || at > e.lineEnd(item.start) {
		return 2
	}
	return at - item.start
}
