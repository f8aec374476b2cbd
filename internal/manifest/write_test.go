package manifest

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const list = `---
# Source: c/templates/list.yaml
apiVersion: v1
kind: List
# about the items
items:
# one
- kind: A
  metadata: {name: a}
  spec: {x: 1} # x
# two
- kind: B
  metadata:
    name: b
# three
- kind: C
  metadata: {name: c}
`

func TestWriteLists(t *testing.T) {
	for name, test := range map[string]struct {
		change func(t *testing.T, s *Set) *Set
		want   string
	}{
		"untouched":    {func(_ *testing.T, s *Set) *Set { return s }, list},
		"item changed": {editing("A", set("spec.x", 2)), strings.Replace(list, "x: 1", "x: 2", 1)},
		"item removed": {removing("B"), strings.Replace(list, "# two\n- kind: B\n  metadata:\n    name: b\n", "", 1)},
		"first and last removed, other changed": {
			func(t *testing.T, s *Set) *Set {
				return editing("B", set("metadata.labels", m{"a": "b"}))(t, removing("A", "C")(t, s))
			},
			"---\n# Source: c/templates/list.yaml\napiVersion: v1\nkind: List\n# about the items\nitems:\n# two\n- kind: B\n  metadata:\n    name: b\n    labels:\n      a: b\n",
		},
		"all removed": {removing("A", "B", "C"), ""},
		"removed and back": {
			func(t *testing.T, s *Set) *Set { return s.Without(s.resources[0]).With(s.resources[0]) }, list,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.change(t, read(t, []byte(list))).Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func editing(kind string, change func(map[string]any)) func(*testing.T, *Set) *Set {
	return func(t *testing.T, s *Set) *Set {
		t.Helper()
		next, err := ofKind(s, kind).Edit()
		if err != nil {
			t.Fatal(err)
		}
		change(next.Object())
		return s.With(next)
	}
}

func removing(kinds ...string) func(*testing.T, *Set) *Set {
	return func(_ *testing.T, s *Set) *Set {
		for _, kind := range kinds {
			s = s.Without(ofKind(s, kind))
		}
		return s
	}
}

func ofKind(s *Set, kind string) *Resource {
	i := slices.IndexFunc(s.resources, func(r *Resource) bool { return r.ID().Kind == kind })
	return s.resources[i]
}

func TestWriteSets(t *testing.T) {
	const stream = "# head\nkind: A # a\n--- # b\n# Source: c/b.yaml\nkind: B\n---\nkind: C"
	for name, test := range map[string]struct {
		stream string
		change func(t *testing.T, s *Set) *Set
		want   string
	}{
		"one changed": {
			stream, editing("B", set("x", "y")), "# head\nkind: A # a\n--- # b\n# Source: c/b.yaml\nkind: B\nx: \"y\"\n---\nkind: C",
		},
		"first removed": {stream, removing("A"), "--- # b\n# Source: c/b.yaml\nkind: B\n---\nkind: C"},
		"last removed":  {stream, removing("C"), "# head\nkind: A # a\n--- # b\n# Source: c/b.yaml\nkind: B\n"},
		"all removed":   {stream, removing("A", "B", "C"), ""},
		"added": {
			stream,
			func(_ *testing.T, s *Set) *Set {
				return s.With(New(m{"kind": "D", "n": 1, "f": 2.0, "g": 1.5, "e": []any(nil)}, Source{File: "overlay.yaml"}))
			},
			stream + "\n---\n# Source: overlay.yaml\ne: []\nf: 2\ng: 1.5\nkind: D\n\"n\": 1\n",
		},
		"added under Helm 4": {
			"kind: A\nmetadata:\n  annotations:\n    postrenderer.helm.sh/postrender-filename: c/a.yaml\n",
			func(_ *testing.T, s *Set) *Set { return s.With(New(m{"kind": "D"}, Source{File: "o.yaml"})) },
			"kind: A\nmetadata:\n  annotations:\n    postrenderer.helm.sh/postrender-filename: c/a.yaml\n---\nkind: D\nmetadata:\n  annotations:\n    postrenderer.helm.sh/postrender-filename: o.yaml\n",
		},
		"added and removed": {
			"kind: A\n",
			func(_ *testing.T, s *Set) *Set {
				r := New(m{"kind": "D"}, Source{})
				return s.With(r).Without(r)
			},
			"kind: A\n",
		},
		"added, removed and added": {
			"kind: A\n",
			func(_ *testing.T, s *Set) *Set {
				r, other := New(m{"kind": "D"}, Source{}), New(m{"kind": "E"}, Source{})
				return s.With(r, other).Without(r).With(r)
			},
			"kind: A\n---\nkind: D\n---\nkind: E\n",
		},
		"source that would break out": {
			"kind: A\n",
			func(_ *testing.T, s *Set) *Set { return s.With(New(m{"kind": "D"}, Source{File: "a\n---\nkind: X"})) },
			"kind: A\n---\nkind: D\n",
		},
		"joined": {
			"kind: A",
			func(t *testing.T, s *Set) *Set { return s.Join(read(t, []byte("\ufeffkind: B\n"))) },
			"kind: A\n---\nkind: B\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.change(t, read(t, []byte(test.stream))).Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// What the set says and what its text says must not drift apart.
func TestSelfCheckBites(t *testing.T) {
	for name, plant := range map[string]func(s *Set){
		"object changed without Edit": func(s *Set) { s.resources[0].Object()["kind"] = "X" },
		"deep change without Edit":    func(s *Set) { set("spec.x[0]", "z")(s.resources[1].Object()) },
		"resource lost":               func(s *Set) { s.docs = s.docs[:1] },
		"resource twice":              func(s *Set) { s.docs = append(s.docs, s.docs[0]) },
		"wrong text":                  func(s *Set) { s.docs[0].body = []byte("kind: B\n") },
		"wrong order":                 func(s *Set) { slices.Reverse(s.docs) },
		"comment that became text":    func(s *Set) { s.docs[2].body = []byte("kind: C\n") },
		"text that is not valid":      func(s *Set) { s.docs[1].body = []byte("a: [\n") },
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, []byte("---\nkind: A\n---\nkind: B\nspec:\n  x: [y]\n---\n# c\n"))
			plant(s)
			var wrong *SelfCheckError
			if _, err := s.Bytes(); !errors.As(err, &wrong) {
				t.Errorf("want a SelfCheckError, got %v", err)
			}
		})
	}
}

func TestUnwritableValues(t *testing.T) {
	for name, value := range map[string]any{
		"text that is not UTF-8": "\xff",
		"infinite":               math.Inf(1),
		"a type that is no data": struct{}{},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, []byte("kind: A\n"))
			if _, err := editing("A", set("x", value))(t, s).Bytes(); err == nil {
				t.Error("an edit was written")
			}
			if _, err := s.With(New(m{"kind": "B", "x": value}, Source{})).Bytes(); err == nil {
				t.Error("a new resource was written")
			}
		})
	}
}

func TestEditRefusesDuplicateKeys(t *testing.T) {
	s := read(t, []byte("---\n# Source: c/t.yaml\nkind: A\nspec:\n- x: 1\n  ? \"\\x78\"\n  : 2\n"))
	r := s.resources[0]
	want := []Duplicate{{Path: Path{"spec", 0, "x"}, Place: "stdin:6"}}
	if diff := cmp.Diff(want, r.Duplicates()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, err := r.Edit()
	if _, ok := errors.AsType[*DuplicateKeyError](err); !ok {
		t.Fatalf("want a DuplicateKeyError, got %v", err)
	}
	if want := "stdin:6 (c/t.yaml): A (no name) has the key spec[0].x twice, so it cannot be changed"; err.Error() != want {
		t.Errorf("want %q, got %q", want, err)
	}
}

func TestDuplicates(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want int
	}{
		"none":             {"kind: A\nb: {c: 1, d: 1}\n", 0},
		"plain":            {"kind: A\nkind: A\n", 1},
		"escaped":          {"kind: A\n\"kin\\x64\": A\n", 1},
		"complex":          {"kind: A\n? kind\n: A\n", 1},
		"tagged":           {"kind: A\n!!str kind: A\n", 1},
		"YAML 1.1 boolean": {"yes: A\non: A\n", 1},
		"quoted boolean":   {"yes: A\n'yes': A\n", 0},
		"number":           {"1: A\n0x1: A\n", 1},
		"alias":            {"a: &k kind\n*k : A\nkind: B\n", 1},
		"flow":             {"a: [{b: 1, b: 2, b: 3}]\n", 2},
		"merge overridden": {"a: &x {b: 1}\nc: {<<: *x, b: 2}\n", 0},
		"two merges":       {"a: &x {b: 1}\nc: {<<: *x, <<: *x}\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(read(t, []byte(test.text)).resources[0].Duplicates()); got != test.want {
				t.Errorf("want %d, got %d", test.want, got)
			}
		})
	}
}
