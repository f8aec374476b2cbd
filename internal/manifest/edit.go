package manifest

import (
	"bytes"
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// errUneditable says that a node cannot be edited from inside, so that what holds it is written anew.
var errUneditable = errors.New("text that cannot be edited in place")

// editor collects the changes of text that turn the meaning of one document into another.
type editor struct {
	*text
	layout
	deepest int                // changes below this depth are made by writing the value anew
	items   []int              // of a List: the old position of each new item
	list    *yaml.Node         // the items of that List
	aliased bool               // the document has aliases, so equal values may need edits too
	now     map[*yaml.Node]any // what the anchors passed so far will mean
	edits   []edit
}

// edit puts text in place of a range.
type edit struct {
	start, end int
	text       string
}

func (e *editor) replace(start, end int, text string) {
	if e.eol != "\n" {
		text = strings.ReplaceAll(text, "\n", e.eol)
	}
	e.edits = append(e.edits, edit{start, end, text})
}

// insertLines puts whole lines before the line that starts at the offset. Behind a last line without
// line end they bring one along and have none.
func (e *editor) insertLines(at int, lines string) {
	if at == len(e.body) && at > 0 && e.body[at-1] != '\n' {
		e.replace(at, at, "\n"+lines)
		return
	}
	e.replace(at, at, lines+"\n")
}

// apply makes the changes, which must not overlap.
func (e *editor) apply() ([]byte, error) {
	slices.SortStableFunc(e.edits, func(a, b edit) int {
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
		}
		return cmp.Compare(min(1, a.end-a.start), min(1, b.end-b.start))
	})
	var out bytes.Buffer
	at := 0
	for _, change := range e.edits {
		if change.start < at {
			return nil, errUneditable
		}
		out.Write(e.body[at:change.start])
		out.WriteString(change.text)
		at = change.end
	}
	out.Write(e.body[at:])
	return out.Bytes(), nil
}

// change makes the value in a slot mean want.
func (e *editor) change(s slot, old, want any) error {
	if s.value.Kind == yaml.AliasNode {
		return e.changeAlias(s, want)
	}
	equal := reflect.DeepEqual(old, want)
	if equal && !e.aliased {
		return nil
	}
	mark := len(e.edits)
	err := e.changeInside(s, old, want)
	if err != nil {
		e.edits = e.edits[:mark]
		e.forget(s.value)
		if !equal {
			err = e.write(s, want)
		} else {
			err = nil
		}
	}
	if err == nil && s.value.Anchor != "" {
		e.now[s.value] = want
	}
	return err
}

// changeInside edits the entries of a collection, or finds that there is nothing to do.
func (e *editor) changeInside(s slot, old, want any) error {
	switch v := want.(type) {
	case map[string]any:
		before, ok := old.(map[string]any)
		if ok && s.value.Kind == yaml.MappingNode && len(v) > 0 && s.depth < e.deepest {
			return e.mapping(s, before, v)
		}
	case []any:
		before, ok := old.([]any)
		if ok && s.value.Kind == yaml.SequenceNode && len(v) > 0 && s.depth < e.deepest {
			return e.sequence(s, before, v)
		}
	}
	if reflect.DeepEqual(old, want) && len(s.value.Content) == 0 {
		return nil
	}
	return errUneditable
}

// changeAlias leaves an alias whose anchor will mean what is wanted here, and else writes the value out.
func (e *editor) changeAlias(s slot, want any) error {
	if now, known := e.now[s.value.Alias]; known && reflect.DeepEqual(now, want) {
		return nil
	}
	return e.write(s, want)
}

// forget drops the anchors of text that goes away.
func (e *editor) forget(n *yaml.Node) {
	delete(e.now, n)
	for _, child := range n.Content {
		e.forget(child)
	}
}
