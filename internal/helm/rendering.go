package helm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/program"
)

// Rendering is how the release of a command is rendered without being installed: hooks and crds/
// included, and without a post-renderer.
type Rendering struct {
	Arguments Arguments
	Stdin     []byte // for the values that the arguments read from there
	Stderr    io.Writer
	previous  previous
}

// Rendering prepares to render. It asks the cluster for the release that an upgrade replaces.
func (p Program) Rendering(ctx context.Context, r Rendering) (*Rendering, error) {
	if r.Arguments.command != "upgrade" {
		return &r, nil
	}
	var err error
	r.previous, err = p.previous(ctx, r)
	if err == nil && r.previous.values != nil && r.Arguments.ReadsStdin() {
		err = program.WithHint(
			errors.New("values from stdin cannot be judged together with those of the release that is upgraded"),
			"write them to a file, or give --reset-values and all values",
		)
	}
	return &r, err
}

// Render gives the manifests for a Kubernetes version; empty: the one that Helm takes by itself. When
// Helm fails, it says why on stderr.
func (p Program) Render(ctx context.Context, r *Rendering, kubeVersion string) ([]byte, error) {
	args := []string{"template"}
	if !r.Arguments.On("skip-crds") {
		args = append(args, "--include-crds")
	}
	if r.previous.exists {
		args = append(args, "--is-upgrade")
	}
	if kubeVersion != "" {
		args = append(args, "--kube-version="+kubeVersion)
	}
	stdin := r.Stdin
	if r.previous.values != nil {
		stdin = r.previous.values
		args = append(args, "--values=-") // they may hold secrets: no file, and no argument that ps shows
	}
	args = append(args, r.Arguments.flagsFor(rendering, connecting)...)
	args = append(args, "--")
	args = append(args, r.Arguments.Operands()...)
	out, stderr, err := p.capture(ctx, stdin, args...)
	return out, p.failed(err, stderr, r.Stderr)
}

// capture runs Helm and keeps what it prints.
func (p Program) capture(ctx context.Context, stdin []byte, args ...string) (stdout, stderr []byte, err error) {
	var out, talk bytes.Buffer
	cmd := p.command(ctx, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &out, &talk
	err = cmd.Run()
	return out.Bytes(), talk.Bytes(), err
}

// failed passes on what Helm said, and its exit code.
func (p Program) failed(err error, said []byte, stderr io.Writer) error {
	if err != nil {
		_, _ = stderr.Write(said) // the exit code says it as well
	}
	return p.exited(err)
}

// exited makes an exit code of Helm one of ours: it has said why. What ends without one has said nothing.
func (p Program) exited(err error) error {
	if err == nil {
		return nil
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		return &program.ExitedError{Code: exit.ExitCode()}
	}
	return fmt.Errorf("%s: %w", p.Path, err)
}

// reuses reports whether Helm takes values of the release that is upgraded.
func (a Arguments) reuses() bool {
	if a.On("reset-values") {
		return false
	}
	given := a.Has("values", "set", "set-file", "set-json", "set-literal", "set-string")
	return !given || a.On("reuse-values") || a.On("reset-then-reuse-values")
}

// ReadsStdin reports whether Helm takes values from stdin: -f - or --set-file key=-.
func (a Arguments) ReadsStdin() bool {
	return slices.ContainsFunc(a.Values("values"), func(v string) bool { return slices.Contains(strings.Split(v, ","), "-") }) ||
		slices.ContainsFunc(a.Values("set-file"), func(v string) bool { return strings.HasSuffix(v, "=-") || strings.Contains(v, "=-,") })
}
