package helm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
)

// OtherRenderer gives the post-renderer that runs before hash-post, with its arguments: what the user
// gives after --post-renderer-args=--. Without one it is empty.
func (a Arguments) OtherRenderer() []string {
	args := a.Values("post-renderer-args")
	i := slices.Index(args, "--")
	if i < 0 {
		return nil
	}
	return args[i+1:]
}

// Filter gives what another program makes of manifests.
func (p Program) Filter(ctx context.Context, command []string, manifests []byte) ([]byte, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // the user names it
	cmd.Env = p.Environ
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(manifests), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("--post-renderer-args: other renderer %q: %w\n%s", command[0], pathless(err), bytes.TrimSpace(stderr.Bytes()))
	}
	return stdout.Bytes(), nil
}

// pathless gives why a program cannot be run, for a message that names it itself.
func pathless(err error) error {
	if inPath, ok := errors.AsType[*exec.Error](err); ok {
		err = inPath.Err
	}
	if inPath, ok := errors.AsType[*fs.PathError](err); ok {
		err = inPath.Err
	}
	return err
}
