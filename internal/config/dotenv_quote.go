package config

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotedLength gives the length of a text up to its closing quote, or -1. As in Compose, a backslash
// hides the quote that follows it, in single quotes too.
func quotedLength(text string, quote byte) int {
	escaped := false
	for i := range len(text) {
		switch c := text[i]; {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == quote:
			return i
		}
	}
	return -1
}

// checkBare refuses values without quotes that somebody reads otherwise.
func checkBare(text string) error {
	switch {
	case text != strings.TrimSpace(text):
		return errors.New("has blanks around its value: put it in quotes, or take them out")
	case strings.ContainsAny(text, "'\"`"):
		return errors.New("has a quote in its value: put all of it in quotes")
	case strings.ContainsAny(text, `\$`):
		return errors.New("has a backslash or a dollar sign in its value, which others replace: put it in single quotes")
	case startsComment(text):
		return errors.New("has a # that begins a comment: put the value in quotes, or the comment on a line of its own")
	}
	return checkText(text)
}

func startsComment(text string) bool {
	before := ' '
	for _, c := range text {
		if c == '#' && unicode.IsSpace(before) {
			return true
		}
		before = c
	}
	return false
}

// checkSingleQuoted refuses the one thing that is not literal to everybody.
func checkSingleQuoted(text string) error {
	if strings.Contains(text, `\'`) {
		return errors.New("has a backslash before a quote, which single quotes do not escape: put it in double quotes")
	}
	return checkText(text)
}

func checkText(text string) error {
	switch {
	case !utf8.ValidString(text):
		return errors.New("is no UTF-8")
	case strings.ContainsRune(text, 0):
		return errors.New("has a NUL character, which no variable can hold")
	case strings.ContainsRune(text, '\r'):
		return errors.New(`has a carriage return in its value: write \r in double quotes, or end the lines of the file without`)
	}
	return nil
}

// unescape gives the value that double quotes hold.
func unescape(text string) (string, error) {
	var b strings.Builder
	for rest := text; ; {
		i := strings.IndexAny(rest, `\$`)
		if i < 0 {
			b.WriteString(rest)
			return b.String(), checkText(text)
		}
		b.WriteString(rest[:i])
		if rest[i] == '$' {
			return "", errors.New(`has a dollar sign in double quotes, which others replace: write \$, or use single quotes`)
		}
		escapes := `nrt"\$`
		at := strings.IndexByte(escapes, rest[i+1]) // quotedLength has seen that something follows
		if at < 0 {
			return "", errors.New(`has a backslash in double quotes before something else than n, r, t, ", \ or $: write \\, or use single quotes`)
		}
		b.WriteByte("\n\r\t\"\\$"[at])
		rest = rest[i+2:]
	}
}
