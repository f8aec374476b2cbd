package manifest

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

func (t *text) scalarEnd(n *yaml.Node, at, column int) (int, error) {
	switch {
	case isBlockScalar(n):
		b, err := t.blockScalar(n, column)
		return b.end, err
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return t.quotedEnd(at, '"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return t.quotedEnd(at, '\'')
	default:
		return t.match(at, n.Value)
	}
}

// match finds the end of a plain scalar by its value: folding changes white space and nothing else.
func (t *text) match(at int, value string) (int, error) {
	for i := range len(value) {
		if isSpace(value[i]) {
			continue
		}
		if at = t.skipSpace(at); t.peek(at) != value[i] {
			return 0, errUneditable
		}
		at++
	}
	return at, nil
}

func (t *text) quotedEnd(at int, quote byte) (int, error) {
	if t.peek(at) != quote {
		return 0, errUneditable
	}
	for at++; at < len(t.body); at++ {
		switch {
		case quote == '"' && t.body[at] == '\\', quote == '\'' && t.body[at] == quote && t.peek(at+1) == quote:
			at++
		case t.body[at] == quote:
			return at + 1, nil
		}
	}
	return 0, errUneditable
}

// blockScalar is the extent of a literal or folded scalar.
type blockScalar struct {
	header, headerEnd int // the indicator, such as |2-
	lines             int // start of the first line of content
	end               int // of the last line of content; blank lines behind count where they are kept
}

func (t *text) blockScalar(n *yaml.Node, column int) (blockScalar, error) {
	header, err := t.content(n)
	if err != nil {
		return blockScalar{}, err
	}
	b := blockScalar{header: header, headerEnd: header}
	for !isSpace(t.peek(b.headerEnd)) {
		b.headerEnd++
	}
	b.end, b.lines = t.lineEnd(header), t.nextLine(header)
	indicator := string(t.body[b.header:b.headerEnd])
	indent := 0
	if i := strings.IndexAny(indicator, "123456789"); i >= 0 {
		indent = max(column, 0) + int(indicator[i]-'0')
	}
	for at := b.lines; at < len(t.body); at = t.nextLine(at) {
		if t.blankLine(at) {
			if strings.Contains(indicator, "+") {
				b.end = t.lineEnd(at)
			}
			continue
		}
		first := t.skipSpace(at) - at
		if indent == 0 && first > column {
			indent = first
		}
		if indent == 0 || first < indent {
			break
		}
		b.end = t.lineEnd(at)
	}
	return b, nil
}
