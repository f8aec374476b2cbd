// Package postrender is the filter hash-post: manifests in, manifests out, or a refusal.
//
// It hides all that is odd about being called by Helm: two plugin protocols, a stream that may be
// empty, a stderr that Helm 4 throws away, and the rule that a failing run writes no manifest at all.
package postrender

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/report"
)

// name is what the program calls itself.
const name = "hash-post"

// filter is one run of the program.
type filter struct {
	program.Invocation
	options
}

// Main runs the filter and gives the exit code. Stdout gets the complete result or, on failure, not
// one byte of manifest.
func Main(ctx context.Context, in program.Invocation) int {
	o, err := parse(in.Args)
	f := filter{in, o}
	switch {
	case err != nil:
		return f.fail(cmp.Or(err, o.report.Clear()))
	case o.help:
		return f.finish(fmt.Appendf(nil, usage, strings.Join(report.Names(), ", ")))
	case o.version:
		return f.finish([]byte(name + " " + in.Version + "\n"))
	}
	out, err := f.guarded(ctx)
	if err != nil {
		return f.fail(err)
	}
	return f.finish(out)
}

// guarded runs the filter and turns a panic into an error.
func (f filter) guarded(ctx context.Context) (out []byte, err error) {
	defer program.Recover(&err)
	return f.manifests(ctx)
}

func (f filter) finish(out []byte) int { return f.End(name, f.Output(out)) }

// fail says what went wrong where the caller will show it. Helm 4 discards stderr but prints a
// document that it cannot use, so there the message is exactly that: one block scalar, exit code 0.
func (f filter) fail(err error) int {
	if !f.helm4 {
		return f.End(name, err)
	}
	var text bytes.Buffer
	text.WriteString("|-\n")
	for line := range strings.Lines(program.Message(name, err)) {
		if line != "\n" {
			line = "  " + line
		}
		text.WriteString(line)
	}
	return f.finish(text.Bytes())
}
