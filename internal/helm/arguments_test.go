package helm

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func parse(t *testing.T, command string, words ...string) Arguments {
	t.Helper()
	a, err := Parse(command, words, "env")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(words, a.Words()) {
		t.Errorf("%q became %q", words, a.Words())
	}
	return a
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, command, words string
		operands             string
		renders              string // the flags of helm template
	}{
		{"values", "install", "app -f a.yaml --set a=b chart --values=b.yaml", "app chart", "--values=a.yaml --set=a=b --values=b.yaml"},
		{"value in the word", "install", "app chart -fa.yaml -f=b.yaml", "app chart", "--values=a.yaml --values=b.yaml"},
		{"value that looks like a flag", "install", "app chart --set --env --description -f", "app chart", "--set=--env"},
		{"short flags together", "upgrade", "-if a.yaml app chart", "app chart", "--values=a.yaml"},
		{"value of a short flag holds =", "install", "-gfa=b.yaml chart", "chart", "--generate-name --values=a=b.yaml"},
		{"switch with a value", "install", "--generate-name=false app chart", "app chart", "--generate-name=false"},
		{"switch takes no word", "install", "--wait app --dry-run chart", "app chart", ""},
		{"not for rendering", "install", "app chart --timeout 5m --atomic -o json", "app chart", ""},
		{"connection", "install", "app chart --kube-context dev -n shop", "app chart", "--kube-context=dev --namespace=shop"},
		{"after --", "install", "app -- chart -f", "app chart -f", ""},
		{"a dash is an operand", "template", "app -", "app -", ""},
		{"unknown", "install", "app chart --new --newer=1 -Zx", "app chart", ""},
		{"a switch at install", "install", "--server-side app chart", "app chart", ""},
		{"the same with a value at upgrade", "upgrade", "--server-side auto app chart", "app chart", ""},
		{"ours", "install", "app --env local chart", "app chart", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := parse(t, c.command, strings.Fields(c.words)...)
			if got := strings.Join(a.Operands(), " "); got != c.operands {
				t.Errorf("operands %q, want %q", got, c.operands)
			}
			if got := strings.Join(a.flagsFor(rendering, connecting), " "); got != c.renders {
				t.Errorf("rendered with %q, want %q", got, c.renders)
			}
		})
	}
}

func TestParseLacksValue(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"app --values": "flag needs an argument: --values",
		"app -gf":      "flag needs an argument: -f in -gf",
		"app --env":    "flag needs an argument: --env",
	} {
		if _, err := Parse("install", strings.Fields(words), "env"); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", words, err, want)
		}
	}
}

func TestTake(t *testing.T) {
	t.Parallel()
	a := parse(t, "install", "app", "--env", "a", "chart", "--env=b", "--", "--env=c")
	values, rest := a.Take("env")
	if d := cmp.Diff([]string{"a", "b"}, values); d != "" {
		t.Errorf("values (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"app", "chart", "--", "--env=c"}, rest.Words()); d != "" {
		t.Errorf("rest (-want +got):\n%s", d)
	}
	if !a.Has("env") || rest.Has("env") {
		t.Error("Take must change what it gives, and nothing else")
	}
}

func TestOn(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{
		"":                                 false,
		"--skip-crds":                      true,
		"--skip-crds=false":                false,
		"--skip-crds=1":                    true,
		"--skip-crds=never":                false,
		"--skip-crds --skip-crds=false":    false,
		"--skip-crds=false --skip-crds":    true,
		"-- --skip-crds":                   false,
		"--description --skip-crds --wait": false,
	} {
		if got := parse(t, "install", strings.Fields(words)...).On("skip-crds"); got != want {
			t.Errorf("%q: got %t, want %t", words, got, want)
		}
	}
}

func TestReadsStdin(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{
		"-f -":                 true,
		"-f a.yaml,-":          true,
		"--set-file a=-":       true,
		"--set-file a=-,b=c":   true,
		"-f a-.yaml --set a=-": false,
		"--set-file a=b-":      false,
		"app -":                false,
	} {
		if got := parse(t, "install", strings.Fields(words)...).ReadsStdin(); got != want {
			t.Errorf("%q: got %t, want %t", words, got, want)
		}
	}
}

func TestReuses(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{
		"app chart":                                     true,
		"app chart --set a=b":                           false,
		"app chart -f a.yaml":                           false,
		"app chart --reset-values":                      false,
		"app chart -f a.yaml --reuse-values":            true,
		"app chart -f a.yaml --reset-then-reuse-values": true,
		"app chart --reset-values --reuse-values":       false,
	} {
		if got := parse(t, "upgrade", strings.Fields(words)...).reuses(); got != want {
			t.Errorf("%q: got %t, want %t", words, got, want)
		}
	}
}

func TestOtherRenderer(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"app chart":                          "",
		"app chart --post-renderer-args=--x": "",
		"app chart --post-renderer-args -- --post-renderer-args=sed --post-renderer-args=-e":  "sed -e",
		"--post-renderer-args=--x app --post-renderer-args=-- --post-renderer-args sed chart": "sed",
	} {
		if got := strings.Join(parse(t, "install", strings.Fields(words)...).OtherRenderer(), " "); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

// The table can be searched by eye.
func TestFlagsAreSorted(t *testing.T) {
	t.Parallel()
	if !slices.IsSortedFunc(Flags(), func(a, b Flag) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("sort the flags by their names")
	}
}
