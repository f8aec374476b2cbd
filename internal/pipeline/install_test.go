package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// Install takes the environment from the directive, which is no part of the result.
func TestInstall(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {lax: {policies: {profile: none}, kubeVersions: ["1.33", "1.34"]}, strict: {failOn: warning}}`)
	stream := "apiVersion: post.hash.dev/v1\nkind: PostRender\nspec: {environment: strict}\n---\n" + privileged
	for _, c := range []struct {
		name, stream string
		given        pipeline.Given
		environment  string
		refused      bool
	}{
		{"directive", stream, pipeline.Given{}, "strict", true},
		{"given", privileged, pipeline.Given{Name: "lax", By: "--env"}, "lax", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := pipeline.InstallOptions{Project: project, Given: c.given, Now: now}
			got, err := pipeline.Install(t.Context(), o, pipeline.Release{Resources: read(t, c.stream)})
			if err != nil {
				t.Fatal(err)
			}
			if got.Environment.Name != c.environment || got.Refused() != c.refused {
				t.Errorf("environment %s, refused %t", got.Environment.Name, got.Refused())
			}
			if got.Resources.Len() != 1 || got.Judged != 1 {
				t.Errorf("%d resources, %d judged: the directive is none", got.Resources.Len(), got.Judged)
			}
		})
	}
	for _, given := range []pipeline.Given{{}, {Name: "nowhere", By: "--env"}} {
		if got, err := pipeline.Install(t.Context(), pipeline.InstallOptions{Project: project, Given: given, Now: now}, pipeline.Release{Resources: read(t, privileged)}); err == nil {
			t.Errorf("%+v: installed for %s", given, got.Environment.Name)
		}
	}
}

func TestInstalledReport(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {local: {kubeVersions: ["1.33", "1.34"]}}`)
	installed, err := pipeline.Install(t.Context(), pipeline.InstallOptions{Project: project, Now: now}, pipeline.Release{Resources: read(t, privileged)})
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"": "1.34", "1.33": "1.33"} {
		got := installed.Report(given)
		want := finding.Environment{Project: ".", Name: "local", KubeVersions: []string{want}, Resources: 1, Findings: installed.Findings}
		if d := cmp.Diff(want.KubeVersions, got.KubeVersions); d != "" || got.Name != want.Name || got.Project != want.Project || got.Resources != want.Resources || len(got.Findings) != 1 {
			t.Errorf("%q: got %+v", given, got)
		}
	}
}
