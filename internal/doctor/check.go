package doctor

import (
	"errors"
	"strings"
)

// Check is what was looked at, and what was found there.
type Check struct {
	Name    string // of the check, always the same one
	Subject string // which Helm or which environment; may be empty
	Status  Status
	Found   string
	Remedy  string // a command, or what to change; empty where nothing is to be done
}

// Status is the verdict of a check.
type Status string

// A warning is about what works, though not as one might think. What was skipped could not be looked
// at, or need not be there.
const (
	OK      Status = "ok"
	Warning Status = "warning"
	Failed  Status = "failed"
	Skipped Status = "skipped"
)

// Count counts the checks with a status.
func Count(checks []Check, status Status) int {
	n := 0
	for _, c := range checks {
		if c.Status == status {
			n++
		}
	}
	return n
}

// broken makes a failed check of an error. Without a remedy of its own, the error gets the one given.
func (c Check) broken(err error, remedy string) Check {
	c.Status, c.Found, c.Remedy = Failed, strings.TrimSpace(err.Error()), remedy
	if hinted, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		c.Remedy = hinted.Hint()
	}
	return c
}
