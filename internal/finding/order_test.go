package finding_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func TestSort(t *testing.T) {
	t.Parallel()
	set := func(change func(*finding.Finding)) finding.Finding { return replicas(change) }
	want := []finding.Finding{
		{Rule: "waiver/unused"}, // no file: about the whole release
		set(func(f *finding.Finding) { f.Source.File = "a.yaml"; f.Resource.Name = "z" }),
		set(func(f *finding.Finding) { f.Resource.Kind = "ConfigMap" }),
		set(func(f *finding.Finding) { f.Rule = "image/digest" }),
		set(func(f *finding.Finding) { f.Path = nil }),
		set(func(f *finding.Finding) { f.Path = manifest.Path{2} }),
		set(func(f *finding.Finding) { f.Path = manifest.Path{10} }),
		set(func(f *finding.Finding) { f.Path = manifest.Path{"a", "b"} }),
		set(func(f *finding.Finding) { f.Path = manifest.Path{"b"} }),
		set(func(f *finding.Finding) { f.Source.Line = 3 }),
		set(func(f *finding.Finding) { f.Message = "a" }),
		set(nil),
		set(func(f *finding.Finding) { f.RuleName = "x" }),
		set(func(f *finding.Finding) { f.Container = "api" }),
		set(func(f *finding.Finding) { f.Resource.Name = "hash-graph" }),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	finding.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSortKeepsTheOrderOfEqualFindings(t *testing.T) {
	t.Parallel()
	findings := []finding.Finding{replicas(nil), replicas(nil), replicas(nil)}
	for i, fix := range []string{"first", "second", "third"} {
		findings[i].Fix = fix
	}
	want := slices.Clone(findings)
	finding.Sort(findings)
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
