package policy

import (
	"strings"
	"unicode"
)

// plain makes one printable line of text that came from a policy or a resource: a message must not
// move the cursor or forge a second line.
func plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return unicode.ReplacementChar
		}
		return r
	}, text))
}
