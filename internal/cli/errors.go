package cli

import (
	"errors"
	"strings"
	"unicode"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// errRefused is a command whose findings reach the failing level. They have been shown.
var errRefused = errors.New("findings at or over the failing level")

// bug is a failure of the program itself.
type bug struct{ cause error }

func (e *bug) Error() string { return e.cause.Error() }
func (e *bug) Unwrap() error { return e.cause }

func (e *bug) Hint() string {
	return "this is a bug in helm hash: please report it with the command that you ran"
}

// hinted is an error with the remedy.
type hinted struct {
	error
	hint string
}

func (e hinted) Hint() string  { return e.hint }
func (e hinted) Unwrap() error { return e.error }

// exitCode maps kinds of errors to exit codes: the only place that does.
func exitCode(err error) int {
	var (
		internal *bug
		check    *manifest.SelfCheckError
	)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errRefused):
		return 1
	case errors.As(err, &internal), errors.As(err, &check):
		return 3
	default:
		return 2
	}
}

// message is the text for people: the error, and the remedy where the error knows one.
func message(err error) string {
	if errors.Is(err, errRefused) {
		return ""
	}
	text := "hash: error: " + printable(err.Error()) + "\n"
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		text += "hash: hint: " + printable(hinter.Hint()) + "\n"
	}
	return text
}

// printable takes out what could move a cursor; line ends stay.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return '\uFFFD'
		}
		return r
	}, strings.TrimRight(text, "\n"))
}
