package manifest

import "strings"

// slot is a place for a value: behind a colon or a dash, or between commas.
type slot struct {
	entry
	flow   bool // in brackets
	column int  // of the entry
	depth  int
}

func (e *editor) slot(in entry, parent slot) slot {
	return slot{entry: in, flow: isFlow(parent.value), column: e.column0(in.start), depth: parent.depth + 1}
}

// write puts a value into a slot in place of what stands there. An anchor stays, a tag goes.
func (e *editor) write(s slot, want any) error {
	if s.depth == 0 {
		return errUneditable // a document is no value in a slot
	}
	inline, lines, err := e.written(s, want)
	if err != nil {
		return err
	}
	if s.flow {
		return e.writeFlow(s, inline)
	}
	return e.writeBlock(s, inline, lines)
}

// written is the text of a value: what goes on the line of the key or dash, and the lines below.
func (e *editor) written(s slot, want any) (inline, lines string, err error) {
	w := writer{layout: e.layout}
	content, isString := want.(string)
	switch {
	case s.flow || !isBlock(want) && (!isString || !isLiteral(content)):
		w.json = s.flow && e.isJSON(s.key)
		err = w.flow(want, s.value)
		return w.String(), "", err
	case isString:
		inline, lines = literal(content, s.column+e.step)
		return inline, lines, nil
	case s.key == nil && s.value.Anchor == "":
		err = w.block(want, s.column+e.gap(s.entry))
		inline, lines, _ = strings.Cut(w.String(), "\n")
		return inline, lines, err
	}
	indent := s.column + e.step
	if _, isList := want.([]any); isList && s.key != nil {
		indent = s.column + e.dash
	}
	w.put(strings.Repeat(" ", indent))
	err = w.block(want, indent)
	return "", w.String(), err
}

func (e *editor) writeFlow(s slot, inline string) error {
	switch {
	case !isAbsent(s.value):
		start, err := e.kept(s)
		e.replace(start, s.valueEnd, inline)
		return err
	case s.key == nil:
		return errUneditable
	default:
		e.replace(s.keyEnd, s.valueEnd, ": "+inline)
		return nil
	}
}

// kept is the end of what stays before the value: the anchor.
func (e *editor) kept(s slot) (int, error) {
	at, err := e.offset(s.value)
	if err != nil {
		return 0, err
	}
	if p := e.properties(s.value, at); p.tagged {
		return 0, errUneditable
	}
	return e.content(s.value)
}
