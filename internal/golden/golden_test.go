package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorder is a test that may fail without failing this one.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatal(args ...any) { r.fatal(fmt.Sprint(args...)) }

func (r *recorder) Fatalf(format string, args ...any) { r.fatal(fmt.Sprintf(format, args...)) }

type fatal string

func (r *recorder) fatal(text string) {
	r.failures = append(r.failures, text)
	panic(fatal(text))
}

// failures gives what a test on a case of that text reports, and the text of the file afterwards.
func failures(t *testing.T, text string, update bool, test func(c *Case)) (reported []string, after string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "case.txtar")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &recorder{TB: t}
	func() {
		defer func() {
			if cause := recover(); cause != nil {
				if _, expected := cause.(fatal); !expected {
					panic(cause)
				}
			}
		}()
		test(open(r, file, update))
	}()
	left, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return r.failures, string(left)
}

func TestRun(t *testing.T) {
	t.Parallel()
	var names []string
	t.Run("cases", func(t *testing.T) {
		Run(t, "testdata/*.txtar", func(t *testing.T, c *Case) {
			if want := "a comment\n"; c.Comment() != want {
				t.Errorf("comment %q, want %q", c.Comment(), want)
			}
			if got := strings.ToUpper(c.Text("in")); c.Has("want") {
				c.Want("want", got)
			}
			names = append(names, c.Name)
		})
	})
	if diff := cmp.Diff([]string{"upper"}, names); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
}

func TestWant(t *testing.T) {
	t.Parallel()
	const text = "-- in --\na\n-- want --\nb\n"
	tests := map[string]struct {
		update      bool
		name, got   string
		wantFailure string
		wantText    string
	}{
		"equal":             {name: "want", got: "b\n", wantText: text},
		"no last newline":   {name: "want", got: "b", wantText: text},
		"differs":           {name: "want", got: "c\n", wantFailure: "+c", wantText: text},
		"missing":           {name: "other", got: "c\n", wantFailure: `no file "other"`, wantText: text},
		"update":            {update: true, name: "want", got: "c\n", wantText: "-- in --\na\n-- want --\nc\n"},
		"update adds":       {update: true, name: "more", got: "c", wantText: text + "-- more --\nc\n"},
		"update same":       {update: true, name: "want", got: "b\n", wantText: text},
		"update impossible": {update: true, name: "want", got: "-- x --\n", wantFailure: "cannot be kept", wantText: text},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, after := failures(t, text, test.update, func(c *Case) { c.Want(test.name, test.got) })
			if joined := strings.Join(got, "\n"); test.wantFailure == "" && joined != "" || !strings.Contains(joined, test.wantFailure) {
				t.Errorf("failures %q, want %q", joined, test.wantFailure)
			}
			if diff := cmp.Diff(test.wantText, after); diff != "" {
				t.Errorf("file (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExtract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got, _ := failures(t, "-- a/b.yaml --\nx: 1\n", false, func(c *Case) { c.Extract(dir) }); got != nil {
		t.Fatal(got)
	}
	got, err := os.ReadFile(filepath.Join(dir, "a", "b.yaml"))
	if err != nil || string(got) != "x: 1\n" {
		t.Errorf("got %q, %v", got, err)
	}
}
