//go:build unix

package helm

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/hashintel/helm-hash/internal/program"
)

func TestRun(t *testing.T) {
	var stdout, stderr bytes.Buffer
	streams := Streams{In: strings.NewReader("given"), Out: &stdout, Err: &stderr}
	if err := player(t, "echo").Run(t.Context(), streams, "install", "app"); err != nil || stdout.String() != "install app\nHELM_PLUGINS=/plugins\ngiven" {
		t.Errorf("got %v, %q", err, stdout.String())
	}
	err := player(t, "fails").Run(t.Context(), streams, "install")
	if exited, ok := errors.AsType[*program.ExitedError](err); !ok || exited.Code != 7 || stderr.String() != "Error: it is broken\n" {
		t.Errorf("got %v, %q", err, stderr.String())
	}
}

// An interrupt ends neither us nor our waiting: the terminal sends it to Helm as well, which rolls back.
// A termination is passed on.
func TestRunWaitsThroughSignals(t *testing.T) {
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- player(t, "signals").Run(t.Context(), Streams{Out: writer, Err: io.Discard})
	}()
	if line, err := bufio.NewReader(reader).ReadString('\n'); line != "ready\n" {
		t.Fatalf("got %q, %v", line, err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if err := self.Signal(signal); err != nil {
			t.Fatal(err)
		}
	}
	err = <-ended
	if exited, ok := errors.AsType[*program.ExitedError](err); !ok || exited.Code != 40 {
		t.Errorf("got %v, want the 40 of a termination and nothing before it", err)
	}
}

// A Helm that is killed has no exit code, and has said nothing.
func TestRunOfKilledHelm(t *testing.T) {
	p := player(t, "killed")
	if err := p.Run(t.Context(), Streams{Out: io.Discard, Err: io.Discard}); err == nil || err.Error() != p.Path+": signal: killed" {
		t.Errorf("got %v", err)
	}
}
