package generate

import "fmt"

// RuleError is a stanza of generate by which no value can be made.
type RuleError struct {
	Place  string // hash.yaml:12
	Reason string
	Remedy string
}

func (e *RuleError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *RuleError) Hint() string { return e.Remedy }

// UnreadableError is a value that is to be made of one that exists, but that nobody here may know.
type UnreadableError struct {
	Place string // hash.yaml:12
	Key   string // that cannot be made
	Of    string
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("%s: the template of %s refers to %s, which exists already, and its value is not known here", e.Place, e.Key, e.Of)
}

// KeptError is a Secret that cannot be kept as it is and get the keys that it lacks.
type KeptError struct {
	Place  string // of the Secret
	Reason string
	Remedy string
}

func (e *KeptError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *KeptError) Hint() string { return e.Remedy }
