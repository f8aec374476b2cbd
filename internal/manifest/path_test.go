package manifest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPath(t *testing.T) {
	for text, path := range map[string]Path{
		"":                                      nil,
		"spec":                                  {"spec"},
		"spec.containers[0].image":              {"spec", "containers", 0, "image"},
		"[1][2].a":                              {1, 2, "a"},
		`metadata.annotations["example.com/x"]`: {"metadata", "annotations", "example.com/x"},
		`a["b.c"].d`:                            {"a", "b.c", "d"},
		`[""]`:                                  {""},
		`["[0]"]`:                               {"[0]"},
		`["a\"]\n\xff"]`:                        {"a\"]\n\xff"},
		"日本":                                    {"日本"},
	} {
		if got := path.String(); got != text {
			t.Errorf("String: want %s, got %s", text, got)
		}
		if diff := cmp.Diff(path, ParsePath(text)); diff != "" {
			t.Errorf("ParsePath(%s): -want +got:\n%s", text, diff)
		}
	}
}

func TestParsePathOfOtherText(t *testing.T) {
	for _, text := range []string{"a..b", ".a", "a[x]", "a[-1]", "a[1", `a["b]`, `a["b"`, "[]"} {
		if diff := cmp.Diff(Path{text}, ParsePath(text)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"", "a.b[0]", `a["b.c"]`, "a..b", "[", "\xff", "a\u00a0"} {
		f.Add(seed, seed, uint16(1))
	}
	f.Fuzz(func(t *testing.T, text, key string, n uint16) {
		for _, path := range []Path{ParsePath(text), {text, int(n), key}, {int(n), int(n), text, key}, {key}} {
			if diff := cmp.Diff(path, ParsePath(path.String())); diff != "" {
				t.Errorf("%s: -want +got:\n%s", path, diff)
			}
		}
	})
}

func TestPathSteps(t *testing.T) {
	p := Path{"a", 0}
	longer, other := p.Append("b"), p.Append("c", 1)
	if diff := cmp.Diff([]Path{{"a", 0, "b"}, {"a", 0, "c", 1}}, []Path{longer, other}); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, test := range []struct {
		prefix Path
		want   bool
	}{{nil, true}, {Path{"a"}, true}, {p, true}, {longer, false}, {Path{"a", "0"}, false}, {Path{0}, false}} {
		if got := p.HasPrefix(test.prefix); got != test.want {
			t.Errorf("%s has prefix %s: want %t, got %t", p, test.prefix, test.want, got)
		}
	}
}

func TestPathLookup(t *testing.T) {
	value := m{"a": l{m{"b": "x"}, nil}}
	for text, want := range map[string]any{"a[0].b": "x", "a[1]": nil, "": value} {
		if got, found := ParsePath(text).Lookup(value); !found || !cmp.Equal(want, got) {
			t.Errorf("%s: want %v, got %v, %t", text, want, got, found)
		}
	}
	for _, path := range []Path{{"b"}, {"a", 2}, {"a", -1}, {"a", "b"}, {0}, {"a", 1, "b"}, {"a", 0, "b", "c"}} {
		if got, found := path.Lookup(value); found {
			t.Errorf("%s: found %v", path, got)
		}
	}
}
