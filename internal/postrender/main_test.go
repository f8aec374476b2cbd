package postrender

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/hashintel/helm-hash/internal/program"
)

const plainProject = `apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {policies: {profile: none}}}
policies: {paths: [rules]}
`

const plainRule = `package main

deny contains msg if {
	input.data.bad
	msg := concat("\n", ["first line", "", "  indented", "--- separator"])
}
`

// outcome is what a run gives.
type outcome struct {
	stdout, stderr string
	code           int
}

// run runs the program in its own process environment.
func run(ctx context.Context, stdin io.Reader, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	code := Main(ctx, program.Invocation{
		Args: args, Stdin: stdin, Stdout: &stdout, Stderr: &stderr,
		Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Version: "v0.1.0",
	})
	return outcome{stdout.String(), stderr.String(), code}
}

// newProject writes a project and gives its hash.yaml.
func newProject(t testing.TB, project, rule string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"hash.yaml": project, "rules/main.rego": rule} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "hash.yaml")
}

const resource = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"

// panics stands for any fault of the program.
type panics struct{}

func (panics) Read([]byte) (int, error) { panic("the reader\nis broken") }

// TestMainOutcomes holds the two protocols side by side: what plain writes to stderr, --helm4 writes to stdout.
func TestMainOutcomes(t *testing.T) {
	t.Parallel()
	config := newProject(t, plainProject, plainRule)
	for _, c := range []struct {
		name   string
		stdin  io.Reader // for the plain run
		stdin4 io.Reader // the same again
		args   []string
		code   int
		stdout string
		stderr string // a part of it
	}{
		{
			name:  "done",
			stdin: strings.NewReader(resource), stdin4: strings.NewReader(resource),
			code: 0, stdout: resource,
		},
		{
			name:  "no documents",
			stdin: strings.NewReader(""), stdin4: strings.NewReader(""),
			code: 0, stdout: "# hash-post: no documents\n",
		},
		{
			name:  "refused",
			stdin: strings.NewReader(resource + "data: {bad: x}\n"), stdin4: strings.NewReader(resource + "data: {bad: x}\n"),
			code: 1, stderr: "a policy refuses this release; nothing is installed\n\n",
		},
		{
			name:  "invalid stream",
			stdin: strings.NewReader("a: ["), stdin4: strings.NewReader("a: ["),
			code: 2, stderr: "hash-post: error: stdin:",
		},
		{
			name:  "wrong environment",
			stdin: strings.NewReader(resource), stdin4: strings.NewReader(resource), args: []string{"--env", "nowhere"},
			code: 2, stderr: `hash-post: error: --env: unknown environment "nowhere": `,
		},
		{
			name:  "wrong flag",
			stdin: strings.NewReader(resource), stdin4: strings.NewReader(resource), args: []string{"--nope"},
			code: 2, stderr: "hash-post: error: flag provided but not defined: -nope",
		},
		{
			name:  "reader fails",
			stdin: iotest.ErrReader(errors.New("pipe broke")), stdin4: iotest.ErrReader(errors.New("pipe broke")),
			code: 2, stderr: "hash-post: error: reading stdin: pipe broke\n",
		},
		{
			name:  "reader fails in the middle",
			stdin: io.MultiReader(strings.NewReader(resource), iotest.ErrReader(io.ErrUnexpectedEOF)), stdin4: io.MultiReader(strings.NewReader(resource), iotest.ErrReader(io.ErrUnexpectedEOF)),
			code: 2, stderr: "hash-post: error: reading stdin: unexpected EOF\n",
		},
		{
			name:  "no text for YAML",
			stdin: iotest.ErrReader(errors.New("pipe\tbroke\ufffe\n\n  \x00\xff")), stdin4: iotest.ErrReader(errors.New("pipe\tbroke\ufffe\n\n  \x00\xff")),
			code: 2, stderr: "hash-post: error: reading stdin: pipe broke\uFFFD\n\n  \uFFFD\uFFFD\n",
		},
		{
			name:  "panic",
			stdin: panics{}, stdin4: panics{},
			code: 3, stderr: "hash-post: error: panic: the reader\nis broken\nhash-post: hint: this is a bug: please report it with the command that you ran\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"--config", config}, c.args...)
			plain := run(t.Context(), c.stdin, args...)
			if plain.code != c.code || plain.stdout != c.stdout || !strings.Contains(plain.stderr, c.stderr) {
				t.Errorf("plain: %+v, want code %d, stdout %q and in stderr %q", plain, c.code, c.stdout, c.stderr)
			}
			helm4 := run(t.Context(), c.stdin4, append(args, "--helm4")...)
			checkHelm4(t, plain, helm4)
		})
	}
}

// checkHelm4 holds the protocol of Helm 4: exit code 0 always, and on failure one block scalar that says
// what the plain run says on stderr.
func checkHelm4(t *testing.T, plain, helm4 outcome) {
	t.Helper()
	if helm4.code != 0 {
		t.Errorf("--helm4 ends with exit code %d", helm4.code)
	}
	if plain.code == 0 {
		if helm4 != plain {
			t.Errorf("--helm4 differs: %+v, plain %+v", helm4, plain)
		}
		return
	}
	if helm4.stderr != "" {
		t.Errorf("--helm4 writes to stderr: %q", helm4.stderr)
	}
	body, isScalar := strings.CutPrefix(helm4.stdout, "|-\n")
	if !isScalar || body == "" {
		t.Fatalf("--helm4 gives no block scalar: %q", helm4.stdout)
	}
	var text strings.Builder
	for line := range strings.Lines(body) {
		unindented, indented := strings.CutPrefix(line, "  ")
		if !indented && line != "\n" {
			t.Errorf("a line leaves the block scalar: %q", line)
		}
		if !indented {
			unindented = line
		}
		text.WriteString(unindented)
	}
	if text.String() != plain.stderr {
		t.Errorf("--helm4 says %q, plain %q", text.String(), plain.stderr)
	}
}

// full stands for a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestMainStdoutFull(t *testing.T) {
	t.Parallel()
	config := newProject(t, plainProject, plainRule)
	for _, args := range [][]string{
		{"--config", config},
		{"--config", config, "--helm4"},
		{"--config", config, "--helm4", "--env", "nowhere"},
		{"--version"},
		{"--help"},
	} {
		var stderr bytes.Buffer
		code := Main(t.Context(), program.Invocation{Args: args, Stdin: strings.NewReader(resource), Stdout: full{}, Stderr: &stderr})
		if code != 2 || stderr.String() != "hash-post: error: writing to stdout: no space left\n" {
			t.Errorf("%v: exit code %d, stderr %q", args, code, stderr.String())
		}
	}
}

// A warning that cannot be shown stops nothing; an error that cannot be shown still is one.
func TestMainStderrFull(t *testing.T) {
	t.Parallel()
	config := newProject(t, plainProject, "package main\n\nwarn contains \"careful\"\n")
	for input, want := range map[string]int{resource: 0, "a: [": 2} {
		var stdout bytes.Buffer
		code := Main(t.Context(), program.Invocation{Args: []string{"--config", config}, Stdin: strings.NewReader(input), Stdout: &stdout, Stderr: full{}})
		if code != want || (code == 0) != (stdout.Len() > 0) {
			t.Errorf("%q: exit code %d, stdout %q", input, code, stdout.String())
		}
	}
}

func TestMainCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got := run(ctx, strings.NewReader(resource), "--config", newProject(t, plainProject, plainRule))
	if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, "context canceled") {
		t.Errorf("a cancelled run gives %+v", got)
	}
}
