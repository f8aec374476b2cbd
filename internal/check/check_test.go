package check_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestCases judges good.yaml, which has no finding, and bad.yaml of the case of each check.
func TestCases(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		checker := check.Checker{Checks: checksOf(t, c.Name), Release: releaseOf(t, c)}
		if got := judge(t, checker, c.Text("good.yaml")); got != "" {
			t.Errorf("good.yaml has findings:\n%s", got)
		}
		got := judge(t, checker, c.Text("bad.yaml"))
		if got == "" {
			t.Error("bad.yaml has no finding")
		}
		c.Want("want", got)
	})
}

// checksOf gives the check that a case is about, which is named like it.
func checksOf(t testing.TB, name string) []check.Check {
	t.Helper()
	for _, c := range check.All() {
		if file(c) == name {
			return []check.Check{c}
		}
	}
	t.Fatalf("no check for case %s", name)
	return nil
}

func file(c check.Check) string { return strings.ReplaceAll(path.Base(c.ID), "-", "_") }

func releaseOf(t *testing.T, c *golden.Case) check.Release {
	t.Helper()
	release := check.Release{Kinds: manifest.BuiltinKinds(), Namespace: "default", Versions: []string{"1.34"}}
	if !c.Has("hash.yaml") {
		return release
	}
	project, err := config.Parse([]byte(c.Text("hash.yaml")), "hash.yaml", t.TempDir(), config.Known{Profiles: finding.EveryProfile()})
	if err != nil {
		t.Fatal(err)
	}
	environment, err := project.Environment("local")
	if err != nil {
		t.Fatal(err)
	}
	release.Namespace, release.Versions = project.Release.Namespace, environment.KubeVersions
	release.Env, release.Secrets, release.Declared = project.Env, project.Secrets, project.Declared(environment.Name)
	return release
}

// judge prints the findings as want has them, and holds what is true of all.
func judge(t *testing.T, checker check.Checker, stream string) string {
	t.Helper()
	set := read(t, stream)
	findings, err := checker.Check(t.Context(), set, nil)
	if err != nil {
		t.Fatal(err)
	}
	finding.Sort(findings)
	var b strings.Builder
	for _, f := range findings {
		if f.Fix == "" || f.Source.File == "" || f.Source.Line != 0 || f.NamedPath == "" || !f.Waivable {
			t.Errorf("not complete: %+v", f)
		}
		if !leadsSomewhere(set, f) {
			t.Errorf("nothing at %s of %s", f.Path, f.Resource)
		}
		container := f.Container
		if container == "" {
			container = "-"
		}
		fmt.Fprintf(&b, "%s %s %s %s %s | %s\n", f.Rule, f.Severity, f.Resource, container, f.Path, f.Message)
	}
	return b.String()
}

func leadsSomewhere(set *manifest.Set, f finding.Finding) bool {
	return slices.ContainsFunc(set.Find(f.Resource), func(r *manifest.Resource) bool {
		_, found := f.Path.Lookup(r.Object())
		return found
	})
}

// filled has the words of the case about size stand for what they say.
func filled(stream string) string {
	if !strings.Contains(stream, "$MEBIBYTE") {
		return stream
	}
	text := strings.Repeat("x", 1<<20)
	return strings.NewReplacer("$MEBIBYTE", text, "$ENCODED", base64.StdEncoding.EncodeToString([]byte(text))).Replace(stream)
}

func read(t testing.TB, stream string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(filled(stream)), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestEveryCheckIsComplete holds that a check has its facts, its case and its file, in the order of IDs.
func TestEveryCheckIsComplete(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, c := range check.All() {
		ids = append(ids, c.ID)
		if c.Title == "" || c.Description == "" || c.Remediation == "" || c.Scope == "" || c.Engine != "go" || len(c.Profiles) == 0 || len(c.Links) == 0 {
			t.Errorf("%s is not complete: %+v", c.ID, c.Rule)
		}
		for _, name := range []string{file(c) + ".go", filepath.Join("testdata", file(c)+".txtar")} {
			if _, err := os.Stat(name); err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
		}
	}
	if !slices.IsSorted(ids) {
		t.Errorf("not in the order of IDs: %v", ids)
	}
	var listed []string
	for _, r := range check.Rules() {
		listed = append(listed, r.ID)
	}
	if diff := cmp.Diff(ids, listed); diff != "" {
		t.Errorf("Rules: -want +got:\n%s", diff)
	}
}

func TestDuplicateKeyRunsInEveryProfile(t *testing.T) {
	t.Parallel()
	for _, r := range check.Rules() {
		if got := slices.Contains(r.Profiles, "none"); got != (r.ID == "manifest/duplicate-key") {
			t.Errorf("%s in profile none: %v", r.ID, got)
		}
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range check.All() {
		checker := check.Checker{Checks: []check.Check{c}}
		if _, err := checker.Check(ctx, read(t, ""), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
}
