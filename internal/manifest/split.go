package manifest

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

var byteOrderMark = []byte("\ufeff")

// split cuts a stream where Helm and Kubernetes cut it: at each line that starts with ---. Text that
// they would cut or read differently from one another is an error.
func split(stream []byte, name string) ([]*document, error) {
	s := splitter{current: &document{name: name, line: 1}}
	if bytes.HasPrefix(stream, byteOrderMark) {
		s.current.lead, stream = byteOrderMark, stream[len(byteOrderMark):]
	}
	number, start, end := 0, 0, 0
	for line := range bytes.Lines(stream) {
		number++
		kind, fault := classify(line, s.ended)
		if fault != nil {
			return nil, &refusal{s.current.place(number - s.current.line + 1), fault.problem, fault.remedy}
		}
		end += len(line)
		if kind == separatorLine {
			if err := s.flush(); err != nil {
				return nil, err
			}
			s.current, s.ended, start = &document{name: name, lead: line, line: number + 1}, false, end
			continue
		}
		s.ended = s.ended || kind == endLine
		s.current.body = stream[start:end:end]
	}
	return s.docs, s.flush()
}

type splitter struct {
	docs    []*document
	current *document
	ended   bool // ... has closed the current document
}

// flush adds the current document, unless nothing stands there.
func (s *splitter) flush() error {
	d := s.current
	if len(bytes.TrimSpace(d.lead))+len(d.body) == 0 {
		return nil
	}
	if len(s.docs) == maxDocuments {
		return &refusal{d.at(1), fmt.Sprintf("more than %d documents", maxDocuments), "render the chart in parts"}
	}
	if text := bytes.Trim(d.body, " \t\r\n"); len(text) != len(bytes.TrimSpace(d.body)) {
		return &refusal{d.place(1), "a document that starts or ends with an odd kind of blank, which Helm cuts off", "put it into double quotes as an escape, or remove it"}
	}
	s.docs = append(s.docs, d)
	return nil
}

type lineKind int

const (
	textLine lineKind = iota
	separatorLine
	endLine
)

// fault is what is wrong with a line.
type fault struct{ problem, remedy string }

// classify tells what a line is to the readers of the stream; ended says that ... has closed the
// document, after which every reader drops what follows without a word.
func classify(line []byte, ended bool) (lineKind, *fault) {
	if f := badCharacters(line); f != nil {
		return textLine, f
	}
	if rest, isSeparator := bytes.CutPrefix(line, []byte("---")); isSeparator {
		if !blankOrComment(rest, true) {
			return textLine, &fault{"text on the line of the separator ---, which Helm and kubectl read differently", "put --- on a line of its own"}
		}
		if bytes.ContainsFunc(rest, func(r rune) bool { return !isYAML(r) }) {
			return textLine, &fault{"a control character on the line of the separator ---, which YAML readers refuse", "put --- on a line of its own"}
		}
		return separatorLine, nil
	}
	if line[0] == '%' {
		return textLine, &fault{"a YAML directive (%), which Helm cuts off from its document", "remove it"}
	}
	if rest, isEnd := bytes.CutPrefix(line, []byte("...")); isEnd && blankOrComment(rest, true) {
		return endLine, nil
	}
	if ended && !blankOrComment(line, false) {
		return textLine, &fault{"text after the end of a document (...), which Helm and Kubernetes drop without a word", "start a new document with --- on a line of its own"}
	}
	return textLine, nil
}

// blankOrComment reports whether text is white space or a comment; one that follows a marker must be
// set off by white space to be a comment.
func blankOrComment(text []byte, afterMarker bool) bool {
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	if len(trimmed) == 0 {
		return true
	}
	return trimmed[0] == '#' && (!afterMarker || len(trimmed) < len(text))
}

// badCharacters refuses what makes YAML parsers see other lines or other text than everyone else:
// behind a line end that only they know, a line could be text to a person and a resource to the cluster.
func badCharacters(line []byte) *fault {
	if bytes.IndexByte(bytes.TrimSuffix(line, []byte("\r\n")), '\r') >= 0 {
		return &fault{"a carriage return inside a line, which YAML reads as a line end", "end lines with LF or CRLF"}
	}
	if isASCII(line) {
		return nil
	}
	if !utf8.Valid(line) {
		return &fault{"bytes that are not UTF-8", "save the file as UTF-8"}
	}
	if bytes.HasPrefix(line, byteOrderMark) {
		return &fault{"a byte order mark inside the stream", "save the template without it"}
	}
	for _, r := range []rune{'\u0085', '\u2028', '\u2029'} {
		if bytes.ContainsRune(line, r) {
			return &fault{fmt.Sprintf("the character U+%04X, which YAML reads as a line end", r), "write it as an escape in a double-quoted string"}
		}
	}
	return nil
}

// isYAML reports whether YAML 1.1 has the character; its parsers refuse others.
func isYAML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r == 0x85 ||
		' ' <= r && r <= '~' || 0xa0 <= r && r <= 0xd7ff || 0xe000 <= r && r <= 0xfffd && r != 0xfeff || r >= 0x10000
}

func isASCII(line []byte) bool {
	for _, b := range line {
		if b > unicode.MaxASCII {
			return false
		}
	}
	return true
}
