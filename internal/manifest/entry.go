package manifest

import "go.yaml.in/yaml/v3"

// entry is the text of a pair of a mapping or of an item of a sequence.
type entry struct {
	name       string
	key, value *yaml.Node
	start      int // of the key, its ? or the dash
	keyEnd     int
	indicator  int // behind the colon or the dash; the end of the key where a pair has no colon
	valueEnd   int
}

func (e entry) isMerge() bool { return e.key != nil && e.key.Tag == "!!merge" }

// blockEntries finds the entries of a collection in block style.
func (t *text) blockEntries(n *yaml.Node) ([]entry, error) {
	at, err := t.content(n)
	if err != nil {
		return nil, err
	}
	if n.Kind == yaml.SequenceNode {
		return t.blockItems(n, at)
	}
	entries := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		e, err := t.pair(n.Content[i], n.Content[i+1], t.skipToToken(at))
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
		at = e.valueEnd
	}
	return entries, nil
}

func (t *text) blockItems(n *yaml.Node, at int) ([]entry, error) {
	entries := make([]entry, 0, len(n.Content))
	for _, item := range n.Content {
		at = t.skipToToken(at)
		if t.peek(at) != '-' || !isSpace(t.peek(at+1)) {
			return nil, errUneditable
		}
		e := entry{value: item, start: at, keyEnd: at + 1, indicator: at + 1}
		if err := t.setValueEnd(&e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
		at = e.valueEnd
	}
	return entries, nil
}

// pair reads a key and its value from the offset at which one of them or a ? stands.
func (t *text) pair(key, value *yaml.Node, at int) (entry, error) {
	e := entry{name: keyName(key), key: key, value: value, start: at}
	keyStart, err := t.offset(key)
	if err != nil || isAbsent(key) {
		return e, errUneditable
	}
	if t.peek(at) == '?' && keyStart > at {
		at = t.skipToToken(at + 1)
	}
	if keyStart != at {
		return e, errUneditable
	}
	if e.keyEnd, err = t.end(key, t.column0(e.start)); err != nil {
		return e, err
	}
	e.indicator = e.keyEnd
	if colon := t.skipToToken(e.keyEnd); t.peek(colon) == ':' {
		e.indicator = colon + 1
	} else if !isAbsent(value) {
		return e, errUneditable
	}
	return e, t.setValueEnd(&e)
}

func (t *text) setValueEnd(e *entry) (err error) {
	e.valueEnd = e.indicator
	if !isAbsent(e.value) {
		e.valueEnd, err = t.end(e.value, t.column0(e.start))
	}
	if err == nil && e.valueEnd < e.indicator {
		return errUneditable
	}
	return err
}

// firstLine is the start of the lines that belong to an entry in block style: the comments right above
// it are about it, unless they reach back into what stands before.
func (t *text) firstLine(e entry, after int) int {
	first := t.lineStart(e.start)
	column := e.start - first
	for first > 0 {
		above := t.lineStart(first - 1)
		if c, ok := t.comment(above); !ok || c != column || above < after {
			break
		}
		first = above
	}
	return first
}

// lastLine is the start of the line behind an entry in block style. Comments behind it that are
// indented deeper are about something in it.
func (t *text) lastLine(e entry) int {
	column := t.column0(e.start)
	end := t.nextLine(e.valueEnd)
	for at := end; at < len(t.body); at = t.nextLine(at) {
		if c, ok := t.comment(at); ok && c > column {
			end = t.nextLine(at)
		} else if !t.blankLine(at) {
			break
		}
	}
	return end
}
