package manifest

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

func openingBracket(n *yaml.Node) byte {
	if n.Kind == yaml.SequenceNode {
		return '['
	}
	return '{'
}

// flowEntries finds the entries of a collection in brackets, and its end.
func (t *text) flowEntries(n *yaml.Node) (entries []entry, end int, err error) {
	at, err := t.content(n)
	if err != nil || t.peek(at) != openingBracket(n) {
		return nil, 0, errUneditable
	}
	at++
	if n.Kind == yaml.MappingNode {
		entries, err = t.flowPairs(n, at)
	} else {
		entries, err = t.flowItems(n, at)
	}
	if err != nil {
		return nil, 0, err
	}
	if len(entries) > 0 {
		at = entries[len(entries)-1].valueEnd
	}
	if at = t.skipToToken(at); t.peek(at) == ',' {
		at = t.skipToToken(at + 1)
	}
	if t.peek(at) != openingBracket(n)+2 { // } and ] come two after { and [
		return nil, 0, errUneditable
	}
	return entries, at + 1, nil
}

func (t *text) flowPairs(n *yaml.Node, at int) ([]entry, error) {
	entries := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		e, err := t.pair(n.Content[i], n.Content[i+1], t.skipComma(at))
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
		at = e.valueEnd
	}
	return entries, nil
}

func (t *text) flowItems(n *yaml.Node, at int) ([]entry, error) {
	entries := make([]entry, 0, len(n.Content))
	for _, item := range n.Content {
		at = t.skipComma(at)
		e := entry{value: item, start: at, keyEnd: at, indicator: at}
		if err := t.setValueEnd(&e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
		at = e.valueEnd
	}
	return entries, nil
}

func (t *text) skipComma(at int) int {
	if at = t.skipToToken(at); t.peek(at) == ',' {
		return t.skipToToken(at + 1)
	}
	return at
}

// editFlow edits inside the brackets and keeps the way in which the entries are set out.
func (e *editor) editFlow(entries []entry, p plan) error {
	for i := 0; i < len(entries); i++ {
		if !p.removed[i] {
			continue
		}
		next := i + 1
		for next < len(entries) && p.removed[next] {
			next++
		}
		if next < len(entries) {
			e.replace(entries[i].start, entries[next].start, "")
		} else {
			e.replace(entries[i-1].valueEnd, entries[next-1].valueEnd, "")
		}
		i = next
	}
	like := entries[p.lastKept()]
	for _, in := range p.inserted {
		text, err := e.flowEntry(like, in)
		if err != nil {
			return err
		}
		if in.after < 0 {
			e.replace(entries[0].start, entries[0].start, text+","+e.flowGap(entries, 1))
			continue
		}
		at := entries[in.after].valueEnd
		e.replace(at, at, ","+e.flowGap(entries, in.after)+text)
	}
	return nil
}

func (e *editor) flowEntry(like entry, in insertion) (string, error) {
	w := writer{layout: e.layout}
	w.json = e.isJSON(like.key)
	if like.key != nil {
		if err := w.flow(in.name, nil); err != nil {
			return "", err
		}
		w.put(":")
		if !e.isCompact(like) {
			w.put(" ")
		}
	}
	err := w.flow(in.value, nil)
	return w.String(), err
}

// flowGap is the white space before entry i, which stands before new entries too.
func (e *editor) flowGap(entries []entry, i int) string {
	i = min(i, len(entries)-1)
	start := entries[i].start
	before := bytes.TrimRight(e.body[:start], " \t\r\n")
	gap := string(e.body[len(before):start])
	if gap == "" && i == 0 && !e.isCompact(entries[0]) {
		return " "
	}
	return strings.ReplaceAll(gap, "\r\n", "\n")
}

// isCompact reports whether no blanks stand behind colons, as JSON allows.
func (e *editor) isCompact(in entry) bool {
	return in.key != nil && e.isJSON(in.key) && in.indicator > in.keyEnd && !isSpace(e.peek(in.indicator))
}

// isJSON reports whether keys and strings stand in double quotes here.
func (e *editor) isJSON(key *yaml.Node) bool {
	return e.json || key != nil && key.Style&yaml.DoubleQuotedStyle != 0
}
