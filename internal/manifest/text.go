package manifest

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// text is the body of a document in which positions of the parser are found.
type text struct {
	body   []byte
	starts []int // offset of each line
	eol    string

	// The last position found: a JSON document may be one long line, and counting runes from its
	// start for each node would take quadratic time.
	line, column, at int
}

func newText(body []byte, eol string) *text {
	t := &text{body: body, eol: eol}
	at := 0
	for line := range bytes.Lines(body) {
		t.starts = append(t.starts, at)
		at += len(line)
	}
	return t
}

// offset is where the node starts, its anchor and tag included. The parser counts columns in runes.
func (t *text) offset(n *yaml.Node) (int, error) {
	if n.Line < 1 || n.Line > len(t.starts) {
		if n.Line == len(t.starts)+1 && n.Column == 1 {
			return len(t.body), nil
		}
		return 0, errUneditable
	}
	if n.Line != t.line || n.Column < t.column {
		t.line, t.column, t.at = n.Line, 1, t.starts[n.Line-1]
	}
	for t.column < n.Column {
		if t.at >= len(t.body) {
			return 0, errUneditable
		}
		_, size := utf8.DecodeRune(t.body[t.at:])
		t.at += size
		t.column++
	}
	return t.at, nil
}

// peek is the byte at an offset, or a line end behind the last one.
func (t *text) peek(at int) byte {
	if at < 0 || at >= len(t.body) {
		return '\n'
	}
	return t.body[at]
}

// lineStart is the start of the line that holds the offset.
func (t *text) lineStart(at int) int {
	return bytes.LastIndexByte(t.body[:at], '\n') + 1
}

// lineEnd is the end of that line without its line end.
func (t *text) lineEnd(at int) int {
	next := t.nextLine(at)
	return at + len(bytes.TrimRight(t.body[at:next], "\r\n"))
}

// nextLine is the start of the line behind that line, or the end of the text.
func (t *text) nextLine(at int) int {
	if i := bytes.IndexByte(t.body[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(t.body)
}

// column0 is the number of runes before the offset in its line.
func (t *text) column0(at int) int {
	return utf8.RuneCount(t.body[t.lineStart(at):at])
}

// ownLine reports whether only blanks stand before the offset in its line.
func (t *text) ownLine(at int) bool {
	return len(bytes.TrimLeft(t.body[t.lineStart(at):at], " ")) == 0
}

// comment gives the column of a line that is only a comment.
func (t *text) comment(lineStart int) (column int, ok bool) {
	line := t.body[lineStart:t.lineEnd(lineStart)]
	trimmed := bytes.TrimLeft(line, " \t")
	return len(line) - len(trimmed), len(trimmed) > 0 && trimmed[0] == '#'
}

func (t *text) blankLine(lineStart int) bool {
	return len(bytes.TrimSpace(t.body[lineStart:t.lineEnd(lineStart)])) == 0
}

// skipSpace gives the first offset from at that is no blank and no line end.
func (t *text) skipSpace(at int) int {
	for at < len(t.body) && isSpace(t.body[at]) {
		at++
	}
	return at
}

// skipToToken passes comments too.
func (t *text) skipToToken(at int) int {
	for at = t.skipSpace(at); t.peek(at) == '#'; at = t.skipSpace(at) {
		at = t.nextLine(at)
	}
	return at
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
