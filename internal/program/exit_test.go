package program_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/hashintel/helm-hash/internal/program"
)

// What another program has said is not said again, and its exit code stays.
func TestEndOfAnotherProgram(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	err := fmt.Errorf("install: %w", &program.ExitedError{Code: 7})
	if code := (program.Invocation{Stderr: &stderr}).End("hash", err); code != 7 || stderr.Len() > 0 {
		t.Errorf("got %d %q", code, stderr.String())
	}
}
