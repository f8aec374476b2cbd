package postrender

import (
	"errors"
	"strings"
	"unicode"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// refusal is a run that ended as it should: with findings that forbid the installation.
type refusal struct{ text string }

func (e *refusal) Error() string { return e.text }

// bug is a failure of the program itself.
type bug struct{ cause error }

func (e *bug) Error() string { return e.cause.Error() }
func (e *bug) Unwrap() error { return e.cause }

func (e *bug) Hint() string {
	return "this is a bug in hash-post: please report it with the command that you ran"
}

// exitCode maps kinds of errors to exit codes: the only place that does.
func exitCode(err error) int {
	var (
		refused  *refusal
		internal *bug
		check    *manifest.SelfCheckError
	)
	switch {
	case errors.As(err, &refused):
		return exitRefused
	case errors.As(err, &internal), errors.As(err, &check):
		return exitBug
	default:
		return exitInput
	}
}

// message is the text for people: the error, and the remedy where the error knows one.
func message(err error) string {
	var text strings.Builder
	text.WriteString("hash-post: error: " + printable(err.Error()) + "\n")
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		text.WriteString("hash-post: hint: " + printable(hinter.Hint()) + "\n")
	}
	return text.String()
}

// printable takes out what could move a cursor or end a block scalar; line ends stay.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029') {
			return '\uFFFD'
		}
		return r
	}, strings.TrimRight(text, "\n"))
}
