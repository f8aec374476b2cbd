package program_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// bug is what a program makes of its own panic.
func bug(cause string) (err error) {
	defer program.Recover(&err)
	panic(cause)
}

func TestEnd(t *testing.T) {
	t.Parallel()
	plain := errors.New("no such file")
	hint := program.WithHint(errors.New("unknown flag"), "see --help")
	for _, c := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"done", nil, 0, ""},
		{"refused", &program.RefusedError{Text: "a policy refuses this"}, 1, "hash: error: a policy refuses this\n"},
		{"refused, and said so", fmt.Errorf("lint: %w", &program.RefusedError{}), 1, ""},
		{"plain", plain, 2, "hash: error: no such file\n"},
		{"hint", fmt.Errorf("lint: %w", hint), 2, "hash: error: lint: unknown flag\nhash: hint: see --help\n"},
		{"bug", bug("x"), 3, "hash: error: panic: x\nhash: hint: this is a bug: please report it with the command that you ran\n"},
		{
			"self-check", fmt.Errorf("write: %w", &manifest.SelfCheckError{Reason: "x"}), 3,
			"hash: error: write: the result would not be read as it was judged: x\nhash: hint: " + (&manifest.SelfCheckError{}).Hint() + "\n",
		},
		// What another renderer says on stderr is shown, and must not speak to the terminal.
		{"control characters", errors.New("a\x1b[2Jb\u202e\rc\u2028\u0085\nf\n\n"), 2, "hash: error: a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFD\uFFFD\nf\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var stderr bytes.Buffer
			if code := (program.Invocation{Stderr: &stderr}).End("hash", c.err); code != c.code || stderr.String() != c.want {
				t.Errorf("got  %d %q\nwant %d %q", code, stderr.String(), c.code, c.want)
			}
		})
	}
}

func TestWithHintUnwraps(t *testing.T) {
	t.Parallel()
	if err := program.WithHint(os.ErrNotExist, "look for it"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v is no longer what it was", err)
	}
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                         "",
		"a\n\n  b\n\n":             "a\n\n  b",
		"\ta\tb":                   " a b",
		"\x00\x7f\u009b":           "\uFFFD\uFFFD\uFFFD",
		"\ufeff\u200b\u2028\u2029": "\uFFFD\uFFFD\uFFFD\uFFFD",
		"\ufffe\uffff\U0001fffe":   "\uFFFD\uFFFD\uFFFD",
		"\ufdd0\ufdef\ufdf0":       "\uFFFD\uFFFD\ufdf0",
		"a\xffb\ufffd":             "a\uFFFDb\uFFFD",
		"ä€𝄞":                      "ä€𝄞",
	} {
		if got := program.Printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// FuzzPrintable holds that whatever is shown is text that YAML takes: its c-printable, without tabs.
func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b\tb\ufffe\n\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := program.Printable(text)
		for _, r := range got {
			allowed := r == '\n' || r >= 0x20 && r <= 0x7e || r >= 0xa0 && r <= 0xfffd && r != 0xfeff || r > 0xffff
			if !allowed || unicode.Is(unicode.Noncharacter_Code_Point, r) {
				t.Errorf("%U was let through", r)
			}
		}
		if !utf8.ValidString(got) || got != program.Printable(got) {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func TestVariable(t *testing.T) {
	t.Parallel()
	in := program.Invocation{Environ: []string{"HASH_ENVIRONMENT=x", "HASH_ENV=a=b", "HASH_EMPTY="}}
	for name, want := range map[string]string{"HASH_ENV": "a=b", "HASH_EMPTY": "", "HASH_CONFIG": ""} {
		if got := in.Variable(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestGiven(t *testing.T) {
	t.Parallel()
	in := program.Invocation{Environ: []string{"HASH_ENV=local"}}
	for flag, want := range map[string]pipeline.Given{
		"":           {Name: "local", By: "HASH_ENV"},
		"production": {Name: "production", By: "--env"},
	} {
		if got := in.Given(flag); got != want {
			t.Errorf("%q: got %+v, want %+v", flag, got, want)
		}
	}
}

// The flag goes before the variable, and the variable before the search.
func TestProject(t *testing.T) {
	root := t.TempDir()
	for _, file := range []string{"hash.yaml", "variable.yaml", "flag.yaml", "sub/deep/README"} {
		writeFile(t, root, file, "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n")
	}
	t.Chdir(root + "/sub/deep")
	variable := []string{"HASH_CONFIG=../../variable.yaml"}
	for _, c := range []struct {
		flag    string
		environ []string
		want    string
	}{
		{"../../flag.yaml", variable, "/flag.yaml"},
		{"", variable, "/variable.yaml"},
		{"", nil, "/hash.yaml"},
	} {
		project, err := program.Invocation{Environ: c.environ}.Project(c.flag)
		if err != nil || !strings.HasSuffix("/"+project.File, c.want) {
			t.Errorf("%q, %q: %+v, %v; want %s", c.flag, c.environ, project, err, c.want)
		}
	}
}

func TestCheckKubeVersion(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"", "1.34", "v1.34", "1.34.2", "v1.34.2", "v1.33.1+k3s1", "v1.33.5-gke.1162000"} {
		if err := program.CheckKubeVersion(version); err != nil {
			t.Error(err)
		}
	}
	for _, version := range []string{"new", "1", "v1", "1.34.", "1.34.2.1", "1.034", " 1.34", "1.34\n", "1.34-rc1", "v1.34.2+\x1b"} {
		if err := program.CheckKubeVersion(version); err == nil {
			t.Errorf("%q is taken for a version", version)
		}
	}
}

func TestNoteworthy(t *testing.T) {
	t.Parallel()
	info, warning := finding.Finding{Rule: "a", Severity: finding.Info}, finding.Finding{Rule: "b", Severity: finding.Warning}
	waived := finding.Finding{Rule: "c", Severity: finding.Error, Waiver: &finding.Waiver{}}
	for _, c := range []struct {
		name        string
		found, want []finding.Finding
		worthy      bool
	}{
		{"nothing", nil, nil, false},
		{"info", []finding.Finding{info}, []finding.Finding{}, false},
		{"waived", []finding.Finding{waived}, []finding.Finding{waived}, false},
		{"warning", []finding.Finding{info, warning}, []finding.Finding{warning}, true},
	} {
		got, worthy := program.Noteworthy(finding.Environment{Findings: c.found})
		if d := cmp.Diff(c.want, got.Findings); d != "" || worthy != c.worthy {
			t.Errorf("%s: %t, want %t (-want +got):\n%s", c.name, worthy, c.worthy, d)
		}
	}
}
