package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/program"
)

// panics stands for any fault of the program, wherever it happens.
type panics struct{}

func (panics) Read([]byte) (int, error) { panic("the reader is broken") }

func TestPanicIsExitCodeThree(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "hash.yaml", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n")
	for _, command := range []string{"lint", "render"} { // lint runs its environments in parallel
		stdout, stderr, code := run(t, panics{}, command, "--config", dir+"/hash.yaml", "--stream", "-")
		want := "hash: error: panic: the reader is broken\nhash: hint: this is a bug: please report it with the command that you ran\n"
		if code != 3 || stdout != "" || stderr != want {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q", command, code, stdout, stderr)
		}
	}
}

// TestCommandsAreDocumented holds that every command explains itself with an example.
func TestCommandsAreDocumented(t *testing.T) {
	t.Parallel()
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: a short text without a period is missing: %q", cmd.CommandPath(), cmd.Short)
		}
		for line := range strings.Lines(cmd.Example) {
			if !strings.HasPrefix(line, "  helm ") {
				t.Errorf("%s: an example is a command that can be run, indented: %q", cmd.CommandPath(), line)
			}
		}
		if cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		for _, name := range []string{"namespace", "debug"} {
			if cmd.Flags().Lookup(name) != nil {
				t.Errorf("%s has the flag --%s, which Helm takes for itself", cmd.CommandPath(), name)
			}
		}
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk(rootCommand(&program.Invocation{}))
}

// run runs a command and gives what it printed and its exit code.
func run(t *testing.T, stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(t.Context(), program.Invocation{
		Args: args, Stdin: stdin, Stdout: &out, Stderr: &errs,
		Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Version: "v0.1.0",
	})
	return out.String(), errs.String(), code
}
