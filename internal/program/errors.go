package program

import (
	"errors"
	"fmt"
	"io"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// RefusedError is a run that ended as it should: with findings at or over the failing level.
type RefusedError struct {
	Text string // for people; empty when the findings have been shown
}

func (e *RefusedError) Error() string { return e.Text }

// bugError is a failure of the program itself.
type bugError struct{ cause error }

func (e *bugError) Error() string { return e.cause.Error() }
func (e *bugError) Unwrap() error { return e.cause }

func (e *bugError) Hint() string {
	return "this is a bug: please report it with the command that you ran"
}

// Recover makes an error of a panic. It works only when it is deferred itself.
func Recover(err *error) {
	if cause := recover(); cause != nil {
		*err = &bugError{fmt.Errorf("panic: %v", cause)}
	}
}

// hinted is an error with the remedy.
type hinted struct {
	error
	hint string
}

func (e hinted) Hint() string  { return e.hint }
func (e hinted) Unwrap() error { return e.error }

// WithHint gives an error that knows the remedy.
func WithHint(err error, hint string) error { return hinted{err, hint} }

// ExitCode maps kinds of errors to exit codes: the only place that does. 0 is done, 1 refused, 2 wrong
// usage, configuration or input, and 3 a bug. The code of a program that was run in our place stays.
func ExitCode(err error) int {
	var (
		exited  *ExitedError
		refused *RefusedError
		bug     *bugError
		check   *manifest.SelfCheckError
	)
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exited):
		return exited.Code
	case errors.As(err, &refused):
		return 1
	case errors.As(err, &bug), errors.As(err, &check):
		return 3
	default:
		return 2
	}
}

// End says on stderr what went wrong, if anything did, and gives the exit code.
func (i Invocation) End(name string, err error) int {
	// Nobody is left to tell when stderr is closed as well; the exit code still says it.
	_, _ = io.WriteString(i.Stderr, Message(name, err))
	return ExitCode(err)
}
