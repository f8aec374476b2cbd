package inject_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/inject"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestGolden runs each case of testdata: in.yaml through both stages, with hash.yaml and its first
// environment, gives want.yaml and want.findings, or want.error with its hint.
func TestGolden(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		injector := newInjector(t, c.Text("hash.yaml"))
		set := read(t, c.Text("in.yaml"))
		result, findings, err := stages(t, injector, set)
		if err != nil {
			c.Want("want.error", withHint(err))
			return
		}
		holdContract(t, injector, c.Text("in.yaml"), set, result)
		if c.Has("want.error") {
			t.Errorf("no error, want %s", c.Text("want.error"))
		}
		c.Want("want.yaml", string(text(t, result)))
		if got := printed(findings); got != "" || c.Has("want.findings") {
			c.Want("want.findings", got)
		}
	})
}

// withHint prints all joined errors, each with its remedy.
func withHint(err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all strings.Builder
		for _, e := range joined.Unwrap() {
			all.WriteString(withHint(e))
		}
		return all.String()
	}
	text := err.Error() + "\n"
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		text += "hint: " + hinted.Hint() + "\n"
	}
	return text
}

func newInjector(t testing.TB, hashYAML string) *inject.Injector {
	t.Helper()
	project, err := config.Parse([]byte(hashYAML), "hash.yaml", t.TempDir(), config.Known{Profiles: finding.EveryProfile()})
	if err != nil {
		t.Fatal(err)
	}
	return inject.New(inject.Options{Project: project, Environment: project.Environments[0], Kinds: manifest.BuiltinKinds()})
}

func read(t testing.TB, stream string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func text(t testing.TB, s *manifest.Set) []byte {
	t.Helper()
	text, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// stages runs both stages of the injector.
func stages(t testing.TB, in *inject.Injector, s *manifest.Set) (*manifest.Set, []finding.Finding, error) {
	t.Helper()
	applied, findings, err := in.Apply(t.Context(), s)
	if err != nil {
		return nil, nil, err
	}
	result, more, err := in.Checksum(t.Context(), applied)
	return result, append(findings, more...), err
}

// holdContract holds what is true of every stage: the input stays, the same input gives the same
// bytes, and a second run changes nothing.
func holdContract(t testing.TB, in *inject.Injector, stream string, set, result *manifest.Set) {
	t.Helper()
	if diff := cmp.Diff(objects(read(t, stream)), objects(set)); diff != "" {
		t.Errorf("the input was changed:\n%s", diff)
	}
	want := text(t, result)
	again, _, err := stages(t, in, set)
	if err != nil || !bytes.Equal(text(t, again), want) {
		t.Errorf("the same input gives other bytes: %v\n%s", err, cmp.Diff(string(want), string(text(t, again))))
	}
	for _, first := range []*manifest.Set{result, read(t, string(want))} {
		twice, _, err := stages(t, in, first)
		if err != nil {
			t.Errorf("a second run: %v", err)
			continue
		}
		if got := text(t, twice); !bytes.Equal(got, want) {
			t.Errorf("a second run changes\n%s", cmp.Diff(string(want), string(got)))
		}
	}
}

func objects(s *manifest.Set) []map[string]any {
	var all []map[string]any
	for r := range s.All() {
		all = append(all, r.Object())
	}
	return all
}

func printed(findings []finding.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		container := f.Container
		if container == "" {
			container = "-"
		}
		fmt.Fprintf(&b, "%s %s %s %s %s | %s | %s\n", f.Rule, f.Severity, f.Resource, container, f.Path, f.Source, f.Message)
	}
	return b.String()
}
