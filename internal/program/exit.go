package program

import "fmt"

// ExitedError is the end of another program that was run in our place. It has said what went wrong, so
// only its exit code is left to pass on.
type ExitedError struct{ Code int }

func (e *ExitedError) Error() string { return fmt.Sprintf("exit status %d", e.Code) }
