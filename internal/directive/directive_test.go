package directive_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/directive"
	"github.com/hashintel/helm-hash/internal/manifest"
)

const (
	configMap = "---\n# kept\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
	local     = "---\n# Source: hash/templates/post-render.yaml\napiVersion: post.hash.dev/v1\nkind: PostRender\nmetadata: {name: hash}\nspec:\n  environment: local\n"
)

func read(t *testing.T, text string) *manifest.Set {
	t.Helper()
	s, err := manifest.Read(strings.NewReader(text), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, stream, rest string
		want               directive.Directive
	}{
		{"nothing", "", "", directive.Directive{}},
		{"none", configMap, configMap, directive.Directive{}},
		{"one", local + configMap, configMap, directive.Directive{Environment: "local", Place: "stdin:3 (hash/templates/post-render.yaml)"}},
		{"two that agree", configMap + local + local, configMap, directive.Directive{Environment: "local", Place: "stdin:8 (hash/templates/post-render.yaml)"}},
		{
			"in a List",
			"apiVersion: v1\nkind: List\nitems:\n- apiVersion: post.hash.dev/v1\n  kind: PostRender\n  spec: {environment: local}\n",
			"",
			directive.Directive{Environment: "local", Place: "stdin:4"},
		},
	} {
		set := read(t, c.stream)
		before, err := set.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, rest, err := directive.Take(set)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		text, err := rest.Bytes()
		if err != nil || string(text) != c.rest {
			t.Errorf("%s: rest is %q, %v", c.name, text, err)
		}
		if after, err := set.Bytes(); err != nil || string(after) != string(before) {
			t.Errorf("%s: the input became %q, %v", c.name, after, err)
		}
	}
}

func TestTakeRefuses(t *testing.T) {
	t.Parallel()
	document := func(text string) string { return "apiVersion: post.hash.dev/v1\nkind: PostRender\n" + text }
	for _, c := range []struct{ name, stream, want string }{
		{"no spec", document(""), "stdin:1: PostRender (no name) has no spec: write spec: {environment: NAME}"},
		{"spec is text", document("spec: local\n"), "stdin:1: PostRender (no name) has no spec: write spec: {environment: NAME}"},
		{"no environment", document("spec: {}\n"), "stdin:1: PostRender (no name) names no environment: set the value postRender.environment"},
		{"null", document("spec: {environment: }\n"), "stdin:1: PostRender (no name) names no environment: set the value postRender.environment"},
		{"empty", document("spec: {environment: ' '}\n"), "stdin:1: PostRender (no name) names no environment: set the value postRender.environment"},
		{"number", document("spec: {environment: 1}\n"), "stdin:1: spec.environment of PostRender (no name) is no string: put it in quotes"},
		{"unknown field", document("spec: {environment: local, zone: b, env: x}\n"), "stdin:1: PostRender (no name) has the unknown field spec.env: environment is the only one"},
		{"other kind", "apiVersion: post.hash.dev/v1\nkind: Project\n", "stdin:1: Project of post.hash.dev/v1 is unknown: only kind PostRender of post.hash.dev/v1 may stand in a stream"},
		{"other version", "apiVersion: post.hash.dev/v2\nkind: PostRender\n", "stdin:1: PostRender of post.hash.dev/v2 is unknown: only kind PostRender of post.hash.dev/v1 may stand in a stream"},
	} {
		_, rest, err := directive.Take(read(t, c.stream))
		if err == nil || err.Error() != c.want || rest != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestTakeRefusesTwoThatDisagree(t *testing.T) {
	t.Parallel()
	_, _, err := directive.Take(read(t, local+strings.ReplaceAll(local, "local", "production")))
	var disagreement *directive.DisagreementError
	if !errors.As(err, &disagreement) {
		t.Fatalf("got %v", err)
	}
	first, second := disagreement.First, disagreement.Second
	if first.Environment != "local" || second.Environment != "production" || first.Place == second.Place {
		t.Errorf("got %+v", disagreement)
	}
	for _, part := range []string{first.Place, second.Place, `"local"`, `"production"`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not name %s", err, part)
		}
	}
	if disagreement.Hint() == "" {
		t.Error("no hint")
	}
}
