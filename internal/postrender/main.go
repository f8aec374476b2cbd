package postrender

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/report"
)

// Exit codes.
const (
	exitDone    = 0
	exitRefused = 1 // findings at or over the failing level
	exitInput   = 2 // usage, configuration or input
	exitBug     = 3
)

// Main runs the filter and gives the exit code. Stdout gets the complete result or, on failure, not
// one byte of manifest.
func Main(ctx context.Context, p Process) int {
	o, err := parse(p.Args)
	switch {
	case err != nil:
		return p.fail(err, helm4(p.Args))
	case o.help:
		return p.finish(fmt.Appendf(nil, usage, strings.Join(report.Names(), ", ")))
	case o.version:
		return p.finish([]byte("hash-post " + p.Version + "\n"))
	}
	out, err := p.guarded(ctx, o)
	if err != nil {
		return p.fail(err, o.helm4)
	}
	return p.finish(out)
}

// helm4 reports whether the plugin file said that Helm 4 is calling, even when the rest of the
// command line cannot be read.
func helm4(args []string) bool {
	for _, arg := range args {
		if arg == "--" {
			return false
		}
		name, value, given := strings.Cut(arg, "=")
		if name == "--helm4" || name == "-helm4" {
			on, err := strconv.ParseBool(value)
			return !given || on && err == nil
		}
	}
	return false
}

// guarded runs the filter and turns a panic into an error.
func (p Process) guarded(ctx context.Context, o options) (out []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			out, err = nil, &bug{fmt.Errorf("panic: %v", cause)}
		}
	}()
	return p.filter(ctx, o)
}

// finish writes the result in one go.
func (p Process) finish(out []byte) int {
	if isClosed(p.Stdout) {
		return p.complain(&closedError{"stdout", "let stdout lead to a file or to another program"})
	}
	if _, err := p.Stdout.Write(out); err != nil {
		return p.complain(fmt.Errorf("writing to stdout: %w", err))
	}
	return exitDone
}

// fail says what went wrong where the caller will show it. Helm 4 discards stderr but prints a
// document that it cannot use, so there the message is exactly that: one block scalar, exit code 0.
func (p Process) fail(err error, helm4 bool) int {
	if !helm4 {
		return p.complain(err)
	}
	var text bytes.Buffer
	text.WriteString("|-\n")
	for line := range strings.Lines(message(err)) {
		line = strings.TrimRight(line, "\n")
		if line != "" {
			line = "  " + line
		}
		text.WriteString(line + "\n")
	}
	return p.finish(text.Bytes())
}

func (p Process) complain(err error) int {
	// Nobody is left to tell when stderr is closed as well; the exit code still says it.
	_, _ = io.WriteString(p.Stderr, message(err))
	return exitCode(err)
}
