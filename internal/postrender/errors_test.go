package postrender

import (
	"errors"
	"fmt"
	"testing"

	"github.com/hashintel/helm-hash/internal/manifest"
)

func TestExitCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want int
	}{
		{&refusal{"a policy refuses this release"}, 1},
		{errors.New("no such file"), 2},
		{&closedError{"stdin", "give the manifests on stdin"}, 2},
		{&bug{errors.New("panic")}, 3},
		{fmt.Errorf("write: %w", &manifest.SelfCheckError{Reason: "x"}), 3},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("exitCode(%v) = %d, want %d", c.err, got, c.want)
		}
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"plain", errors.New("no such file"), "hash-post: error: no such file\n"},
		{"hint", fmt.Errorf("read: %w", &closedError{"stdin", "give it"}), "hash-post: error: read: stdin is closed\nhash-post: hint: give it\n"},
		// What another renderer says on stderr is shown, and must not speak to the terminal.
		{"control characters", errors.New("a\x1b[2Jb\u202e\rc\u2028\u0085d\te\nf\n\n"), "hash-post: error: a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFD\uFFFDd\uFFFDe\nf\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := message(c.err); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}
