package overlay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// A case is a project with the overlay in a directory of that name, a stream in in.yaml, and either
// want.txt, what became of every resource, or want.err. A file named process makes Helm's hooks part
// of what the overlay sees.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		project, hooks := t.TempDir(), config.HooksLeave
		c.Extract(project)
		if c.Has("process") {
			hooks = config.HooksProcess
		}
		s := read(t, c.Text("in.yaml"))
		next, err := apply(t, project, s, hooks)
		if c.Has("want.err") && c.Has("want.txt") {
			t.Error("the case wants both an error and a result")
		}
		if err != nil {
			c.Want("want.err", describeError(err))
			return
		}
		c.Want("want.txt", describeResult(t, s, next))
	})
}

// apply checks on the way that the set stays as it is and that a second run gives the same bytes.
func apply(t *testing.T, project string, s *manifest.Set, hooks config.HookMode) (*manifest.Set, error) {
	t.Helper()
	before := bytesOf(t, s)
	o, err := Load(project, "overlay", hooks)
	if err != nil {
		return nil, err
	}
	next, _, err := o.Apply(t.Context(), s)
	if diff := cmp.Diff(before, bytesOf(t, s)); diff != "" {
		t.Errorf("the input changed:\n%s", diff)
	}
	if err != nil {
		return nil, err
	}
	again, _, err := o.Apply(t.Context(), s)
	if err != nil {
		t.Fatalf("the second run: %v", err)
	}
	if diff := cmp.Diff(bytesOf(t, next), bytesOf(t, again)); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	return next, nil
}

func describeError(err error) string {
	text := "error: " + err.Error() + "\n"
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		text += "hint: " + hinted.Hint() + "\n"
	}
	return text
}

// describeResult tells what became of every resource, field by field, with the place that set it.
func describeResult(t *testing.T, before, after *manifest.Set) string {
	t.Helper()
	var text strings.Builder
	was := slices.Collect(before.All())
	for _, r := range was {
		if !slices.ContainsFunc(slices.Collect(after.All()), r.Same) {
			fmt.Fprintf(&text, "gone    %s\n", r.ID())
		}
	}
	for r := range after.All() {
		i := slices.IndexFunc(was, r.Same)
		switch {
		case i < 0:
			fmt.Fprintf(&text, "new     %s (%s)\n", r.ID(), r.Source())
			describeFields(t, &text, r, map[string]any{})
		case was[i] == r:
			fmt.Fprintf(&text, "same    %s\n", r.ID())
		default:
			fmt.Fprintf(&text, "changed %s\n", r.ID())
			describeFields(t, &text, r, was[i].Object())
		}
	}
	if text.Len() == 0 {
		return "nothing\n"
	}
	return text.String()
}

func describeFields(t *testing.T, text *strings.Builder, r *manifest.Resource, before map[string]any) {
	t.Helper()
	for _, d := range differences(before, r.Object(), nil) {
		encoded, err := json.Marshal(d.after)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(text, "        %s = %s (%s)\n", d.path, encoded, r.Origin(d.path))
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, text string) *manifest.Set {
	t.Helper()
	s, err := manifest.Read(bytes.NewReader([]byte(text)), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func bytesOf(t *testing.T, s *manifest.Set) string {
	t.Helper()
	text, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
