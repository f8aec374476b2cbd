package postrender

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"

	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
)

// renderer is another post-renderer and its arguments; empty: none.
type renderer []string

// read gives what the other renderer makes of the stream.
func (r renderer) read(ctx context.Context, stdin io.Reader) (*manifest.Set, error) {
	given, err := io.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("reading stdin: %w", err)
	}
	printed, err := r.run(ctx, given)
	if err != nil {
		return nil, err
	}
	set, err := manifest.Read(bytes.NewReader(printed), "other renderer "+r[0])
	if err != nil {
		return nil, err
	}
	if set.Len() == 0 && hasResources(given) {
		return nil, program.WithHint(
			fmt.Errorf("other renderer %q prints no resource, and stdin has some", r[0]),
			"Helm would uninstall all of the release: see what it does with the output of helm template",
		)
	}
	return set, nil
}

func (r renderer) run(ctx context.Context, stdin []byte) ([]byte, error) {
	// The user names the program to run, as with helm's own flag.
	command := exec.CommandContext(ctx, r[0], r[1:]...) //nolint:gosec // running it is what -- is for
	var stdout, stderr bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("other renderer %q: %w\n%s", r[0], err, bytes.TrimSpace(stderr.Bytes()))
	}
	return stdout.Bytes(), nil
}

// hasResources reports whether there is anything in a stream to lose. What cannot be read is such a
// thing: the other renderer may be there to mend it.
func hasResources(stream []byte) bool {
	set, err := manifest.Read(bytes.NewReader(stream), "stdin")
	return err != nil || set.Len() > 0
}
