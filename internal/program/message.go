package program

import (
	"errors"
	"strings"
	"unicode"
)

// Message is the text for people, after the program's name: the error, and the remedy where the error
// knows one. It is empty where nothing is left to say.
func Message(name string, err error) string {
	var (
		exited  *ExitedError
		refused *RefusedError
	)
	if err == nil || errors.As(err, &exited) || errors.As(err, &refused) && refused.Text == "" {
		return ""
	}
	text := name + ": error: " + Printable(err.Error()) + "\n"
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		text += name + ": hint: " + Printable(hinter.Hint()) + "\n"
	}
	return text
}

// Printable takes out what could move a cursor or what YAML does not take, so that any text can be
// shown by a terminal and stand in a block scalar. Line ends stay, except those at the end.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point):
			return '\uFFFD'
		default:
			return r
		}
	}, strings.TrimRight(text, "\n"))
}
