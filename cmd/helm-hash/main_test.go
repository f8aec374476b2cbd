//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the tests run the program as a process of the test binary.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_MAIN") != "" {
		main()
	}
	m.Run()
}

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "RUN_MAIN=1")
	return cmd
}

// A signal ends the program even while it waits for stdin. An interrupt would do, but it may be ignored
// where the tests run.
func TestSignal(t *testing.T) {
	cmd := command(t, "lint", "--stream", "-")
	cmd.Dir = t.TempDir()
	if err := os.WriteFile(cmd.Dir+"/hash.yaml", []byte("apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// No pipe holds so much: when it is written, the program is reading.
	if _, err := io.WriteString(stdin, "#"+strings.Repeat(" ", 8<<20)); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	exit, ok := errors.AsType[*exec.ExitError](cmd.Wait())
	if !ok {
		t.Fatal("the program ended well")
	}
	if status, ok := exit.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGTERM {
		t.Errorf("the program ended with %v, not by the signal", exit)
	}
}

// A reader that has gone away is an error with a message.
func TestBrokenPipe(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, "--help")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = writer, &stderr
	exit, ok := errors.AsType[*exec.ExitError](cmd.Run())
	if !ok || exit.ExitCode() != 2 || stderr.String() != "hash: error: writing to stdout: write /dev/stdout: broken pipe\n" {
		t.Errorf("the program ended with %v and said %q", exit, stderr.String())
	}
}
