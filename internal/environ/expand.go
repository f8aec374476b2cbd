package environ

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Expand replaces $(NAME) in a text of the container's command or args by its variables.
func (e Environment) Expand(text string) Value {
	return expand(text, func(name string) (Value, bool) {
		i := slices.IndexFunc(e.Variables, func(v Variable) bool { return v.Name == name })
		if i < 0 {
			return nil, false
		}
		return e.Variables[i].Value, true
	})
}

// expand replaces $(NAME) in a value of env as the kubelet does: $$ stands for a dollar sign, what
// resolve does not know stays as it is, and nothing is expanded twice.
func expand(value string, resolve func(name string) (Value, bool)) Value {
	if !strings.Contains(value, "$") {
		return text(value)
	}
	var parts []Part
	for {
		before, rest, found := strings.Cut(value, "$")
		parts = append(parts, Part{Text: before})
		if !found {
			return valueOf(parts...)
		}
		name, tail, isReference := cutReference(rest)
		replacement, known := Value(nil), false
		if isReference {
			replacement, known = resolve(name)
		}
		switch {
		case known:
			parts, value = append(parts, replacement...), tail
		case isReference:
			parts, value = append(parts, Part{Text: "$(" + name + ")"}), tail
		case strings.HasPrefix(rest, "$"):
			parts, value = append(parts, Part{Text: "$"}), rest[1:]
		case rest != "" && rest[0] >= utf8.RuneSelf:
			// The kubelet takes the first byte of the character for a character of its own.
			parts, value = append(parts, Part{Text: "$" + string(rune(rest[0]))}), rest[1:]
		default:
			parts, value = append(parts, Part{Text: "$"}), rest
		}
	}
}

// cutReference reads (NAME); the name ends at the first parenthesis, whatever it is made of.
func cutReference(s string) (name, rest string, found bool) {
	if !strings.HasPrefix(s, "(") {
		return "", s, false
	}
	return strings.Cut(s[1:], ")")
}
