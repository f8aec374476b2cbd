package helm

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/program"
)

func TestRender(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, command, words string
		stdin                string
		previous             previous
		kubeVersion          string
		want                 string // the arguments, and what Helm reads
	}{
		{name: "install", command: "install", words: "app chart --wait -f a.yaml", kubeVersion: "1.34", want: "template --include-crds --kube-version=1.34 --values=a.yaml -- app chart"},
		{name: "no version", command: "template", words: "app chart --kube-version 1.33", want: "template --include-crds --kube-version=1.33 -- app chart"},
		{name: "without crds", command: "install", words: "app chart --skip-crds", want: "template --skip-crds -- app chart"},
		{name: "with crds after all", command: "install", words: "app chart --skip-crds=false", want: "template --include-crds --skip-crds=false -- app chart"},
		{name: "values from stdin", command: "install", words: "app chart -f -", stdin: "a: b", want: "template --include-crds --values=- -- app chart a: b"},
		{name: "first release", command: "upgrade", words: "app chart --install", want: "template --include-crds -- app chart"},
		{name: "upgrade", command: "upgrade", words: "app chart --set a=b", previous: previous{exists: true}, want: "template --include-crds --is-upgrade --set=a=b -- app chart"},
		{name: "values of the last release", command: "upgrade", words: "app chart -f a.yaml --reuse-values", previous: previous{true, []byte("a: c")}, want: "template --include-crds --is-upgrade --values=- --values=a.yaml -- app chart a: c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &Rendering{Arguments: parse(t, c.command, strings.Fields(c.words)...), Stdin: []byte(c.stdin), previous: c.previous}
			out, err := player(t, "echo").Render(t.Context(), r, c.kubeVersion)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(strings.ReplaceAll(string(out), "\nHELM_PLUGINS=/plugins\n", " ")); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Helm says why it failed, and its exit code is passed on.
func TestRenderFails(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	r := &Rendering{Arguments: parse(t, "install", "app", "chart"), Stderr: &stderr}
	_, err := player(t, "fails").Render(t.Context(), r, "")
	exited, ok := errors.AsType[*program.ExitedError](err)
	if !ok || exited.Code != 7 || stderr.String() != "Error: it is broken\n" {
		t.Errorf("got %v, %q", err, stderr.String())
	}
}

func TestRendering(t *testing.T) {
	t.Parallel()
	const values = "HELM_PLUGINS=/plugins\n"
	for _, c := range []struct {
		name, plays, command, words string
		want                        previous
		code                        int
	}{
		{name: "nothing is asked for an installation", plays: "fails", command: "install", words: "app chart"},
		{name: "no release yet", plays: "not found", command: "upgrade", words: "app chart"},
		{name: "no cluster", plays: "fails", command: "upgrade", words: "app chart", code: 7},
		{name: "no history", plays: "echo", command: "upgrade", words: "app chart", code: 2},
		{name: "own values", plays: "echo after history", command: "upgrade", words: "app chart --set a=b", want: previous{exists: true}},
		{name: "no values", plays: "echo after history", command: "upgrade", words: "app chart -n shop --wait", want: previous{true, []byte("get values --output=yaml --revision=9 --namespace=shop -- app\n" + values)}},
		{name: "reused", plays: "echo after history", command: "upgrade", words: "app chart --set a=b --reuse-values", want: previous{true, []byte("get values --output=yaml --revision=9 --all -- app\n" + values)}},
		{name: "reused after a reset", plays: "echo after history", command: "upgrade", words: "app chart --set a=b --reset-then-reuse-values", want: previous{true, []byte("get values --output=yaml --revision=9 -- app\n" + values)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, err := player(t, c.plays).Rendering(t.Context(), Rendering{Arguments: parse(t, c.command, strings.Fields(c.words)...), Stderr: new(bytes.Buffer)})
			if code := program.ExitCode(err); code != c.code {
				t.Fatalf("exit code %d of %v, want %d", code, err, c.code)
			}
			if r.previous.exists != c.want.exists || !bytes.Equal(r.previous.values, c.want.values) {
				t.Errorf("got %t %q", r.previous.exists, r.previous.values)
			}
		})
	}
}

// Stdin gives Helm one values file, and two are needed here.
func TestRenderingNeedsStdinTwice(t *testing.T) {
	t.Parallel()
	_, err := player(t, "echo after history").Rendering(t.Context(), Rendering{Arguments: parse(t, "upgrade", "app", "chart", "-f", "-", "--reuse-values")})
	if err == nil || !strings.HasPrefix(err.Error(), "values from stdin cannot be judged together with") {
		t.Errorf("got %v", err)
	}
}
