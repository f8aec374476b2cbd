package inject_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
// environment, gives want.yaml and want.findings, or want.error with its hint; what lint adds about hooks
// is want.hooks. Further files are those of the project.
func TestGolden(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		injector := newInjectorIn(t, writeFiles(t, c), c.Text("hash.yaml"))
		set := read(t, c.Text("in.yaml"))
		if got := hooks(t, injector, set); got != "" || c.Has("want.hooks") {
			c.Want("want.hooks", got)
		}
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

// writeFiles makes a directory of the files of a case that are the project's.
func writeFiles(t *testing.T, c *golden.Case) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range c.Names() {
		if name == "hash.yaml" || name == "in.yaml" || strings.HasPrefix(name, "want.") {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(c.Text(name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// hooks prints what lint says of hooks, each with its remedy.
func hooks(t *testing.T, in *inject.Injector, s *manifest.Set) string {
	t.Helper()
	same, findings, err := in.Hooks(t.Context(), s)
	if err != nil || same != s {
		t.Errorf("Hooks gave another set, or %v", err)
	}
	var b strings.Builder
	for _, f := range findings {
		b.WriteString(printed([]finding.Finding{f}))
		if f.Fix != "" {
			b.WriteString("fix: " + f.Fix + "\n")
		}
	}
	return b.String()
}

func newInjector(t testing.TB, hashYAML string) *inject.Injector {
	t.Helper()
	return newInjectorIn(t, t.TempDir(), hashYAML)
}

func newInjectorIn(t testing.TB, dir, hashYAML string) *inject.Injector {
	t.Helper()
	project, err := config.Parse([]byte(hashYAML), "hash.yaml", dir, config.Known{Profiles: finding.EveryProfile()})
	if err != nil {
		t.Fatal(err)
	}
	return inject.New(inject.Options{Project: project, Environment: project.Environments[0], Kinds: kindsOf(project)})
}

// kindsOf gives the kinds that make pods, those of hash.yaml included.
func kindsOf(p *config.Project) manifest.Kinds {
	kinds := manifest.BuiltinKinds()
	for _, w := range p.Workloads {
		var path manifest.Path
		for _, key := range w.PodTemplate {
			path = path.Append(key)
		}
		kinds = append(kinds, manifest.Kind{APIVersion: w.APIVersion, Kind: w.Kind, PodTemplate: path, Checksum: w.Checksum})
	}
	return kinds
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
