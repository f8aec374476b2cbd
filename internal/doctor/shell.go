package doctor

import (
	"regexp"
	"strings"
)

var plainWord = regexp.MustCompile(`^[-._/=:A-Za-z0-9]+$`)

// quoted is a word as a shell takes it.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
