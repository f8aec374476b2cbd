package manifest

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

func (e *editor) writeBlock(s slot, inline, lines string) error {
	if s.key != nil && s.indicator == s.keyEnd {
		e.addColon(s, inline, lines)
		return nil
	}
	old, err := e.extent(s)
	if err != nil {
		return err
	}
	e.writeHead(s, old, inline)
	switch {
	case lines == "" && old.lines < old.linesEnd:
		e.replace(old.lines, old.linesEnd, "")
	case lines != "" && old.lines < old.linesEnd:
		if e.body[old.linesEnd-1] == '\n' {
			lines += "\n"
		}
		e.replace(old.lines, old.linesEnd, lines)
	case lines != "":
		e.insertLines(old.lines, lines)
	}
	return nil
}

// addColon gives a value to a key that stands behind a ? and has none.
func (e *editor) addColon(s slot, inline, lines string) {
	text := strings.TrimRight(strings.Repeat(" ", s.column)+": "+inline, " ")
	if lines != "" {
		text += "\n" + lines
	}
	e.insertLines(e.nextLine(s.keyEnd), text)
}

// writeHead puts inline where the value starts.
func (e *editor) writeHead(s slot, old extent, inline string) {
	if inline != "" && old.head < old.headEnd && !old.tagged {
		e.replace(old.head, old.headEnd, inline)
		return
	}
	head := ""
	if old.anchor != "" {
		head = " " + old.anchor
	}
	if inline != "" {
		head += " " + inline
	}
	e.replace(s.indicator, max(s.indicator, old.headEnd), head)
}

// extent is the text of a value in block style: what stands on the line of the key or dash, and the
// lines below that belong to it.
type extent struct {
	properties
	head, headEnd   int
	lines, linesEnd int
}

func (e *editor) extent(s slot) (x extent, err error) {
	if isAbsent(s.value) {
		next := e.nextLine(s.indicator)
		return extent{head: s.indicator, headEnd: s.indicator, lines: next, linesEnd: next}, nil
	}
	at, err := e.offset(s.value)
	if err != nil {
		return x, err
	}
	content, err := e.content(s.value)
	if err != nil {
		return x, err
	}
	x.properties = e.properties(s.value, at)
	isCollection := s.value.Kind == yaml.MappingNode || s.value.Kind == yaml.SequenceNode
	switch {
	case isBlockScalar(s.value):
		b, err := e.blockScalar(s.value, s.column)
		x.head, x.headEnd, x.lines, x.linesEnd = b.header, b.headerEnd, b.lines, max(b.lines, e.nextLine(b.end))
		return x, err
	case isCollection && !isFlow(s.value) && e.lineStart(content) > s.indicator:
		x.head = s.indicator
		if x.anchor != "" || x.tagged {
			x.head = x.end
		}
		x.headEnd, x.lines, x.linesEnd = x.head, e.nextLine(x.head), e.lastLine(s.entry)
	default:
		next := e.nextLine(s.valueEnd)
		x.head, x.headEnd, x.lines, x.linesEnd = content, s.valueEnd, next, next
	}
	return x, nil
}
