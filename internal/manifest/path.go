package manifest

import (
	"slices"
	"strconv"
	"strings"
)

// Path leads to a field of a resource: its steps are keys (string) and list positions (int).
type Path []any

// ParsePath reads the form that String prints, such as spec.containers[0].image or
// metadata.annotations["example.com/x"]. Text that is not a path becomes a single key.
func ParsePath(text string) Path {
	var path Path
	for rest := text; rest != ""; {
		step, tail, ok := cutStep(rest)
		if !ok {
			return Path{text}
		}
		path, rest = append(path, step), tail
	}
	return path
}

func cutStep(text string) (step any, rest string, ok bool) {
	if strings.HasPrefix(text, "[\"") {
		quoted, err := strconv.QuotedPrefix(text[1:])
		if err != nil || !strings.HasPrefix(text[1+len(quoted):], "]") {
			return nil, "", false
		}
		key, err := strconv.Unquote(quoted)
		return key, strings.TrimPrefix(text[2+len(quoted):], "."), err == nil
	}
	if strings.HasPrefix(text, "[") {
		digits, tail, found := strings.Cut(text[1:], "]")
		n, err := strconv.Atoi(digits)
		return n, strings.TrimPrefix(tail, "."), found && err == nil && n >= 0
	}
	end := strings.IndexAny(text, ".[")
	if end == 0 {
		return nil, "", false
	}
	if end < 0 {
		return text, "", true
	}
	return text[:end], strings.TrimPrefix(text[end:], "."), true
}

// String prints the path as people write it; keys that hold dots or brackets are quoted.
func (p Path) String() string {
	var b strings.Builder
	for _, step := range p {
		switch s := step.(type) {
		case int:
			b.WriteString("[" + strconv.Itoa(s) + "]")
		case string:
			if s == "" || strings.ContainsAny(s, ".[]\"\\ \n\t") || strconv.Quote(s) != `"`+s+`"` {
				b.WriteString("[" + strconv.Quote(s) + "]")
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s)
		}
	}
	return b.String()
}

// Append gives a new path, longer by steps; p is never changed.
func (p Path) Append(steps ...any) Path {
	return append(slices.Clip(p), steps...)
}

// HasPrefix reports whether p leads to prefix or below it.
func (p Path) HasPrefix(prefix Path) bool {
	return len(p) >= len(prefix) && slices.Equal(p[:len(prefix)], prefix)
}

// Lookup follows the path from value; found is false where it leads nowhere.
func (p Path) Lookup(value any) (field any, found bool) {
	for _, step := range p {
		switch s := step.(type) {
		case string:
			m, ok := value.(map[string]any)
			if !ok {
				return nil, false
			}
			if value, ok = m[s]; !ok {
				return nil, false
			}
		case int:
			list, ok := value.([]any)
			if !ok || s < 0 || s >= len(list) {
				return nil, false
			}
			value = list[s]
		}
	}
	return value, true
}
