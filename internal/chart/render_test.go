package chart_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// TestRender renders the charts in testdata. A case holds hash.yaml and the chart, flags as lines of
// "flags", and what is wanted: want.yaml is the stream, want.files the file of each resource,
// want.crds the resources of crds/; or want.error.
func TestRender(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		dir := t.TempDir()
		c.Extract(dir)
		rendered, err := render(t, c, dir)
		if err != nil {
			c.Want("want.error", strings.ReplaceAll(err.Error(), dir, "$DIR"))
			return
		}
		text, err := rendered.Release.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		c.Want("want.yaml", string(text))
		wantFiles(c, "want.files", rendered.Release)
		wantFiles(c, "want.crds", rendered.CRDs)
		if c.Has("want.error") {
			t.Error("the chart was rendered, and an error is wanted")
		}
	})
}

func render(t *testing.T, c *golden.Case, dir string) (*chart.Rendered, error) {
	t.Helper()
	project, err := config.Load(filepath.Join(dir, "hash.yaml"), config.Known{Profiles: []string{"baseline"}})
	if err != nil {
		t.Fatal(err)
	}
	env := project.Environments[0]
	o := chart.Options{Project: project, Environment: env, KubeVersion: env.KubeVersion()}
	if c.Has("flags") {
		readFlags(t, &o, c.Text("flags"), dir)
	}
	return chart.Render(t.Context(), o)
}

// readFlags reads lines such as "set a=b".
func readFlags(t *testing.T, o *chart.Options, text, dir string) {
	t.Helper()
	for line := range strings.Lines(text) {
		flag, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		value = strings.ReplaceAll(value, "$DIR", dir)
		switch flag {
		case "values":
			o.Values.Files = append(o.Values.Files, value)
		case "set":
			o.Values.Set = append(o.Values.Set, value)
		case "set-string":
			o.Values.Strings = append(o.Values.Strings, value)
		case "set-file":
			o.Values.FromFile = append(o.Values.FromFile, value)
		case "set-json":
			o.Values.JSON = append(o.Values.JSON, value)
		case "set-literal":
			o.Values.Literal = append(o.Values.Literal, value)
		case "kube-version":
			o.KubeVersion = value
		case "api-versions":
			o.APIVersions = append(o.APIVersions, value)
		default:
			t.Fatalf("unknown flag %q", flag)
		}
	}
}

// wantFiles compares the resources of a set and the files that they came from; none need no file.
func wantFiles(c *golden.Case, name string, s *manifest.Set) {
	var b strings.Builder
	for r := range s.All() {
		fmt.Fprintf(&b, "%s: %s\n", r.Source(), r.ID())
	}
	if b.Len() > 0 || c.Has(name) {
		c.Want(name, b.String())
	}
}

// TestRenderTwice holds that a render leaves nothing behind: Helm changes the chart that it renders.
func TestRenderTwice(t *testing.T) {
	golden.Run(t, "testdata/subchart.txtar", func(t *testing.T, c *golden.Case) {
		dir := t.TempDir()
		c.Extract(dir)
		var texts [2]string
		for i := range texts {
			rendered, err := render(t, c, dir)
			if err != nil {
				t.Fatal(err)
			}
			text, err := rendered.Release.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			texts[i] = string(text)
		}
		if texts[0] != texts[1] {
			t.Errorf("the second render differs:\n%s\nthe first:\n%s", texts[1], texts[0])
		}
	})
}
