package manifest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestResource(t *testing.T) {
	s := read(t, []byte("# Source: c/templates/a.yaml\napiVersion: v1\nkind: A\nmetadata:\n  generateName: a-\n  labels: {x: z, n: 1}\n  annotations: {helm.sh/hook: test, b: true}\n---\nkind: List\nitems:\n- kind: B\n  metadata: {annotations: {postrenderer.helm.sh/postrender-filename: c/b.yaml}}\n-\n  # c\n  kind: C\n---\nkind: D\nmetadata: null\n"))
	type facts struct {
		ID                  ID
		Labels, Annotations map[string]string
		Hook                bool
		Source              Source
		Place               string
	}
	none := map[string]string{}
	want := []facts{
		{
			ID{APIVersion: "v1", Kind: "A", Name: "a-*"},
			map[string]string{"x": "z"},
			map[string]string{"helm.sh/hook": "test"},
			true,
			Source{File: "c/templates/a.yaml", SetBy: SetByTemplate},
			"stdin:2 (c/templates/a.yaml)",
		},
		{
			ID{Kind: "B"},
			none,
			map[string]string{"postrenderer.helm.sh/postrender-filename": "c/b.yaml"},
			false,
			Source{File: "c/b.yaml", SetBy: SetByTemplate},
			"stdin:11 (c/b.yaml)",
		},
		{ID{Kind: "C"}, none, none, false, Source{SetBy: SetByTemplate}, "stdin:15"},
		{ID{Kind: "D"}, none, none, false, Source{SetBy: SetByTemplate}, "stdin:17"},
	}
	var got []facts
	for r := range s.All() {
		got = append(got, facts{r.ID(), r.Labels(), r.Annotations(), r.Hook(), r.Source(), r.Place()})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOriginIsTheLastWriter(t *testing.T) {
	template, overlay := Source{File: "t", SetBy: SetByTemplate}, Source{File: "o", Line: 3, SetBy: SetByOverlay}
	r := New(m{"kind": "A"}, template)
	r.Mark(Path{"spec", "a"}, Source{File: "before"})
	r.Mark(Path{"spec"}, overlay)
	r.Mark(Path{"spec", "b", 0}, Source{File: "i"})
	for text, want := range map[string]string{"kind": "t", "spec.a": "o:3", "spec": "i", "spec.b[0].x": "i", "spec.b[1]": "o:3", "": "t"} {
		if got := r.Origin(ParsePath(text)).String(); got != want {
			t.Errorf("%s: want %s, got %s", text, want, got)
		}
	}
}

func TestEditLeavesTheSetAlone(t *testing.T) {
	s := read(t, []byte("kind: A\nspec: {x: [1]}\n"))
	r, err := s.resources[0].Edit()
	if err != nil {
		t.Fatal(err)
	}
	set("spec.x[0]", 2)(r.Object())
	next := s.With(r)
	set("spec.x[0]", 3)(r.Object())
	for _, test := range []struct {
		s    *Set
		want string
	}{{s, "kind: A\nspec: {x: [1]}\n"}, {next, "kind: A\nspec: {x: [2]}\n"}} {
		got, err := test.s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, string(got)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	if found := next.Find(ID{Kind: "A"}); len(found) != 1 || !found[0].Same(s.resources[0]) {
		t.Errorf("found %v", found)
	}
}

func TestMapSources(t *testing.T) {
	s := read(t, []byte("# Source: c/a.yaml\nkind: A\n"))
	renamed := s.MapSources(func(file string) string { return "charts/" + file })
	got := []string{s.resources[0].Source().File, renamed.resources[0].Source().File}
	if diff := cmp.Diff([]string{"c/a.yaml", "charts/c/a.yaml"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestHasDocuments(t *testing.T) {
	for stream, want := range map[string]bool{"": false, " \n": false, "\n# c\n": true, "---\n": true, "kind: A": true} {
		if got := read(t, []byte(stream)).HasDocuments(); got != want {
			t.Errorf("%q: want %t, got %t", stream, want, got)
		}
	}
	if s := read(t, nil).With(New(m{"kind": "A"}, Source{})); !s.HasDocuments() || slices.Collect(s.All())[0].ID().Kind != "A" {
		t.Error("an added resource is no document")
	}
}
