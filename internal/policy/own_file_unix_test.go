//go:build unix

package policy

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestNamedPipe puts a named pipe where a file belongs. Somebody writes into it, so that reading it fails
// the test rather than waits.
func TestNamedPipe(t *testing.T) {
	t.Parallel()
	const policy = "package main\n\ndeny contains \"x\" if input.kind\n"
	tests := map[string]struct{ file, text, want string }{
		"policy": {"policies/b.rego", policy, "policies.paths: policies/b.rego is not a regular file"},
		"data":   {"data.yaml", "a: 1", "policies.data: data.yaml is not a regular file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := ownOptions(t, map[string]string{"policies/a.rego": policy})
			if test.file == "data.yaml" {
				o.Data = []string{test.file}
			}
			pipe := filepath.Join(o.Root, test.file)
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skip(err)
			}
			written := make(chan error, 1)
			go func() { written <- os.WriteFile(pipe, []byte(test.text), 0) }()
			t.Cleanup(func() { drain(t, pipe, written) })
			_, err := Compile(t.Context(), o)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// drain lets the writer end.
func drain(t *testing.T, pipe string, written <-chan error) {
	t.Helper()
	f, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // nothing is kept
	if err := <-written; err != nil {
		t.Error(err)
	}
}
