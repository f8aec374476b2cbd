package environ

import (
	"slices"
	"strings"
)

// Part is a piece of a value: text that is known, or what only the cluster knows.
type Part struct {
	Text    string
	Unknown Source // zero for known text
}

// Value is what a variable holds. Neighbouring parts are never both text, and no text is empty, so that
// equal values have equal parts.
type Value []Part

// unknown is the value that only the cluster knows.
func unknown(s Source) Value { return Value{{Unknown: s}} }

// text is the value that is known.
func text(s string) Value { return valueOf(Part{Text: s}) }

func valueOf(parts ...Part) Value {
	var v Value
	var known strings.Builder
	flush := func() {
		if known.Len() > 0 {
			v = append(v, Part{Text: known.String()})
			known.Reset()
		}
	}
	for _, p := range parts {
		if p.known() {
			known.WriteString(p.Text)
			continue
		}
		flush()
		v = append(v, p)
	}
	flush()
	return v
}

func (p Part) known() bool { return p.Unknown == Source{} }

// size is about what the value takes in memory.
func (v Value) size() int {
	size := 0
	for _, p := range v {
		size += len(p.Text) + 1
	}
	return size
}

// Known reports whether the whole value is known.
func (v Value) Known() bool { return !slices.ContainsFunc(v, func(p Part) bool { return !p.known() }) }

// Equal reports whether both values are the same wherever they are known, and come from the same
// sources elsewhere.
func (v Value) Equal(other Value) bool { return slices.Equal(v, other) }

// String prints known text as it is, and names the sources of all else: <Secret hash-postgres/password>.
func (v Value) String() string {
	var b strings.Builder
	for _, p := range v {
		if p.known() {
			b.WriteString(p.Text)
			continue
		}
		b.WriteString("<" + p.Unknown.String() + ">")
	}
	return b.String()
}

// Resolve gives the whole value, with what lookup says of each source; it is false where lookup is.
func (v Value) Resolve(lookup func(Source) (string, bool)) (string, bool) {
	var b strings.Builder
	for _, p := range v {
		found := p.Text
		if !p.known() {
			var ok bool
			if found, ok = lookup(p.Unknown); !ok {
				return "", false
			}
		}
		b.WriteString(found)
	}
	return b.String(), true
}

// String names the source, as in "Secret hash-postgres/password" or "resource limits.cpu of api".
func (s Source) String() string {
	switch s.Kind {
	case Literal:
		return "literal"
	case Field:
		return "field " + s.Name
	case Resource:
		if s.Key != "" {
			return "resource " + s.Name + " of " + s.Key
		}
		return "resource " + s.Name
	case ServiceLink:
		return "service " + s.Name
	}
	name := s.Name
	if s.Key != "" {
		name += "/" + s.Key
	}
	return s.Kind + " " + name
}
