package manifest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// set gives the change of one field; an absent value removes it.
func set(path string, value any) func(map[string]any) {
	return func(object map[string]any) {
		steps := ParsePath(path)
		last := len(steps) - 1
		at, _ := steps[:last].Lookup(object)
		switch s := steps[last].(type) {
		case string:
			if value == absent {
				delete(as[m](at), s)
				return
			}
			as[m](at)[s] = value
		case int:
			as[l](at)[s] = value
		}
	}
}

// as is the value of a type, or nothing.
func as[T any](value any) T {
	v, _ := value.(T)
	return v
}

const absent = "<absent>"

func all(changes ...func(map[string]any)) func(map[string]any) {
	return func(object map[string]any) {
		for _, change := range changes {
			change(object)
		}
	}
}

type m = map[string]any

type l = []any

func TestRewrite(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		change func(map[string]any)
		want   string
	}{
		"scalar keeps its comment": {
			"kind: A # kind\nspec:\n  image: \"x:1\" # pinned\n  q: 1\n", set("spec.image", "x:2"),
			"kind: A # kind\nspec:\n  image: \"x:2\" # pinned\n  q: 1\n",
		},
		"plain scalar":         {"kind: A\nname: x  # c\n", set("name", "z"), "kind: A\nname: z  # c\n"},
		"plain becomes quoted": {"kind: A\nname: x\n", set("name", "yes"), "kind: A\nname: \"yes\"\n"},
		"single quotes":        {"kind: A\nname: 'x'\n", set("name", "it's"), "kind: A\nname: 'it''s'\n"},
		"string to number":     {"kind: A\nq: '1'\n", set("q", int64(2)), "kind: A\nq: 2\n"},
		"number to string":     {"kind: A\nq: 1\n", set("q", "2"), "kind: A\nq: \"2\"\n"},
		"absent value":         {"kind: A\nq:   # c\nm: 1\n", set("q", "x"), "kind: A\nq: x   # c\nm: 1\n"},
		"value on its own line": {
			"kind: A\nq:\n  # why\n  \"long\"\nm: 1\n", set("q", "x"),
			"kind: A\nq:\n  # why\n  \"x\"\nm: 1\n",
		},
		"folded plain scalar": {"kind: A\nq: a\n  b\n\n  c # d\nm: 1\n", set("q", "x"), "kind: A\nq: x # d\nm: 1\n"},
		"removed key with its comments": {
			"kind: A\nspec:\n  a: 1\n  # about b\n  # too\n  b:\n    c: 1\n    # inner\n  # about d\n  d: 1\n", set("spec.b", absent),
			"kind: A\nspec:\n  a: 1\n  # about d\n  d: 1\n",
		},
		"first key removed": {
			"kind: A\nspec:\n  # about a\n  a: 1\n  b: 2\n", set("spec.a", absent),
			"kind: A\nspec:\n  b: 2\n",
		},
		"comments at the head stay": {
			"# Source: x.yaml\na: 1\nkind: A\n", set("a", absent),
			"# Source: x.yaml\nkind: A\n",
		},
		"last key removed": {
			"kind: A\nspec:\n  a: 1\nb: 2\n", set("b", absent), "kind: A\nspec:\n  a: 1\n",
		},
		"all keys of a mapping removed": {
			"kind: A\nspec: # s\n  a: 1\n  # c\nb: 2\n", set("spec", m{}), "kind: A\nspec: {} # s\nb: 2\n",
		},
		"added keys": {
			"kind: A\nmetadata:\n    name: x # n\n    # end\nspec: {}\n", all(set("metadata.labels", m{"b": "1", "a": "x"}), set("zone", true)),
			"kind: A\nmetadata:\n    name: x # n\n    labels:\n        a: x\n        b: \"1\"\n    # end\nspec: {}\nzone: true\n",
		},
		"added behind deeper comments": {
			"kind: A\nspec:\n  a:\n    x: 1\n    # y: 2\n", set("spec.b", int64(1)),
			"kind: A\nspec:\n  a:\n    x: 1\n    # y: 2\n  b: 1\n",
		},
		"empty containers become blocks": {
			"kind: A\na: {} # none\nb: []\nc: null\nd:\ne: ~\n", all(set("a", m{"x": "1"}), set("b", l{"x"}), set("c", m{"x": m{"y": l{}}}), set("d", l{m{"x": nil, "z": l{"1"}}}), set("e", m{"x": m{}})),
			"kind: A\na: # none\n  x: \"1\"\nb:\n- x\nc:\n  x:\n    \"y\": []\nd:\n- x: null\n  z:\n  - \"1\"\ne:\n  x: {}\n",
		},
		"indented sequences": {
			"kind: A\na:\n  - x\nb: []\n", set("b", l{"y"}), "kind: A\na:\n  - x\nb:\n  - \"y\"\n",
		},
		"collection to scalar": {
			"kind: A\na:\n  - x\n  # c\n  - y\nb: 1\n", set("a", "x"), "kind: A\na: x\nb: 1\n",
		},
		"map to list": {
			"kind: A\na: # c\n  x: 1\nb: 1\n", set("a", l{"x"}), "kind: A\na: # c\n- x\nb: 1\n",
		},
		"scalar item": {
			"kind: A\nargs:\n- a # 1\n- b # 2\n- c # 3\n", set("args[1]", "x"), "kind: A\nargs:\n- a # 1\n- x # 2\n- c # 3\n",
		},
		"item of its name": {
			"kind: A\nenv:\n  - name: A\n    value: a # 1\n  - name: B\n    value: b # 2\n", set("env", l{m{"name": "B", "value": "x"}}),
			"kind: A\nenv:\n  - name: B\n    value: x # 2\n",
		},
		"items inserted": {
			"kind: A\nenv:\n  # first\n  -   name: B\n      value: b\nx: 1\n", set("env", l{m{"name": "A"}, m{"name": "B", "value": "b"}, m{"name": "C", "v": m{"x": "z"}}}),
			"kind: A\nenv:\n  -   name: A\n  # first\n  -   name: B\n      value: b\n  -   name: C\n      v:\n        x: z\nx: 1\n",
		},
		"scalar item gives way to a map": {
			"kind: A\na:\n- x # c\n- z\n", set("a[0]", m{"a": "b", "c": l{"d"}}), "kind: A\na:\n- a: b\n  c:\n  - d\n- z\n",
		},
		"first key of an item": {
			"kind: A\na:\n- x: 1\n  # about z\n  z: 1\n- x: 2\n  z: 2\n", all(set("a[0].x", absent), set("a[1].x", absent)),
			"kind: A\na:\n- \n  # about z\n  z: 1\n- z: 2\n",
		},
		"nested sequences": {
			"kind: A\na:\n- - x\n  - z\n", set("a[0]", l{"w", "z"}), "kind: A\na:\n- - w\n  - z\n",
		},
		"nested sequence loses its first": {
			"kind: A\na:\n- - x\n  - z\n", set("a[0]", l{"z"}), "kind: A\na:\n- - z\n",
		},
		"nested sequence gets a first": {
			"kind: A\na:\n- - x\n  - z\n", set("a[0]", l{"v", "x", "z"}), "kind: A\na:\n- - v\n  - x\n  - z\n",
		},
		"literal": {
			"kind: A\ndata:\n  a: |  # c\n    one\n\n    two\n  b: 1\n", set("data.a", "three\n\nfour"),
			"kind: A\ndata:\n  a: |-  # c\n    three\n\n    four\n  b: 1\n",
		},
		"literal to scalar": {
			"kind: A\ndata:\n  a: |+ # c\n    one\n\n  b: 1\n", set("data.a", "x"), "kind: A\ndata:\n  a: x # c\n  b: 1\n",
		},
		"scalar to literal": {
			"kind: A\ndata:\n  a: x # c\n  b: 1\n", set("data.a", "x\nz\n"), "kind: A\ndata:\n  a: | # c\n    x\n    z\n  b: 1\n",
		},
		"literal with indentation": {
			"kind: A\ndata:\n  a: |1\n     x\n   z\n  b: 1\n", set("data.a", absent), "kind: A\ndata:\n  b: 1\n",
		},
		"folded": {
			"kind: A\ndata:\n  a: >-\n    x\n    z\n\n  b: 1\n", set("data.a", "q"), "kind: A\ndata:\n  a: q\n\n  b: 1\n",
		},
		"kept blank lines": {
			"kind: A\ndata:\n  a: |+\n    x\n\n\n  b: 1\n", set("data.c", "q"), "kind: A\ndata:\n  a: |+\n    x\n\n\n  b: 1\n  c: q\n",
		},
		"insert behind a kept block at the end": {
			"kind: A\ndata:\n  a: |+\n    x\n\n", set("data.c", "q"), "kind: A\ndata:\n  a: |+\n    x\n\n  c: q\n",
		},
		"flow mapping": {
			"kind: A\nspec: {a: 1, b: x, c: [1, 2]} # c\n", all(set("spec.b", "it's, x"), set("spec.c", l{int64(1), int64(2), "x"}), set("spec.d", m{"x": "z"})),
			"kind: A\nspec: {a: 1, b: \"it's, x\", c: [1, 2, x], d: {x: z}} # c\n",
		},
		"flow removals": {
			"kind: A\nspec: {a: 1, b: x, c: [1, 2, 3], d: 1}\n", all(set("spec.a", absent), set("spec.d", absent), set("spec.c", l{int64(2)})),
			"kind: A\nspec: {b: x, c: [2]}\n",
		},
		"flow without values": {
			"kind: A\nspec: {a, b: , c}\n", all(set("spec.a", int64(1)), set("spec.b", int64(2))), "kind: A\nspec: {a: 1, b: 2 , c}\n",
		},
		"JSON on one line": {
			`{"kind":"A","spec":{"a":["x"],"b":{}}}`, all(set("spec.a", l{"x", "z"}), set("spec.b", m{"c": "d"}), set("q", int64(1))),
			`{"kind":"A","spec":{"a":["x", "z"],"b":{"c": "d"}},"q":1}`,
		},
		"JSON on many lines": {
			"{\n  \"kind\": \"A\",\n  \"spec\": {\n    \"a\": \"x\"\n  }\n}\n", all(set("spec.b", "😀\u0085"), set("q", nil)),
			"{\n  \"kind\": \"A\",\n  \"spec\": {\n    \"a\": \"x\",\n    \"b\": \"😀\\u0085\"\n  },\n  \"q\": null\n}\n",
		},
		"alias changed": {
			"kind: A\na: &x {b: 1}\nc: *x\nd: *x # d\n", set("d", m{"b": int64(2)}), "kind: A\na: &x {b: 1}\nc: *x\nd: # d\n  b: 2\n",
		},
		"anchor changed": {
			"kind: A\na: &x\n  b: 1\nc: *x\nd: *x\n", all(set("a.b", int64(2)), set("d.b", int64(2))), "kind: A\na: &x\n  b: 2\nc:\n  b: 1\nd: *x\n",
		},
		"anchor changed as a whole": {
			"kind: A\na: &x one\nc: *x\nd: *x\n", all(set("a", "two"), set("d", "two")), "kind: A\na: &x two\nc: one\nd: *x\n",
		},
		"anchor removed": {
			"kind: A\na: &x\n  b: 1\nc: *x\n", set("a", absent), "kind: A\nc:\n  b: 1\n",
		},
		"merged key gets an explicit one": {
			"kind: A\na: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  e: 3\n", set("d.b", int64(5)), "kind: A\na: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  e: 3\n  b: 5\n",
		},
		"merged key removed": {
			"kind: A\na: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  e: 3\n", set("d.b", absent), "kind: A\na: &x\n  b: 1\n  c: 2\nd:\n  e: 3\n  c: 2\n",
		},
		"merged anchor changed": {
			"kind: A\na: &x\n  b: 1\nd:\n  <<: *x\n  e: 3\n", set("a.b", int64(2)), "kind: A\na: &x\n  b: 2\nd:\n  <<: *x\n  e: 3\n  b: 1\n",
		},
		"anchor lost with the text around it": {
			"kind: A\na: {b: &x 1, c: !!str 2}\nd: *x\ne:\n  f: 1 # c\n  g: 1\n", all(set("a.c", "q"), set("e.g", int64(2))),
			"kind: A\na:\n  b: 1\n  c: q\nd: 1\ne:\n  f: 1 # c\n  g: 2\n",
		},
		"merge that overrides": {
			"x: &x {q: 1}\nkind: A\nd:\n  q: 2\n  <<: *x\n  r: 1\ne:\n  f: 1 # c\n  g: 1\n", all(set("d.q", int64(5)), set("e.g", int64(2))),
			"x: &x {q: 1}\nkind: A\nd:\n  q: 5\n  r: 1\ne:\n  f: 1 # c\n  g: 2\n",
		},
		"edit that would not be read":     {"# head\nkind: A\n  \t\n", set("kind", "-"), "# head\nkind: \"-\"\n"},
		"anchor and tag of the first key": {"&k !!str a: 1 # c\nkind: A\nb: 1\n", set("b", int64(2)), "&k !!str a: 1 # c\nkind: A\nb: 2\n"},
		"colon added": {
			"kind: A\n? a # a\n? |\n  b\nc: 1\n", all(set("a", l{"x"}), set("[\"b\\n\"]", "z")),
			"kind: A\n? a # a\n:\n- x\n? |\n  b\n: z\nc: 1\n",
		},
		"complex key":  {"? kind\n: A\n? spec\n: x\nb: 1\n", all(set("spec", "z z"), set("b", absent)), "? kind\n: A\n? spec\n: z z\n"},
		"escaped key":  {"\"kin\\x64\": A\nb: 1\n", set("kind", "B"), "\"kin\\x64\": B\nb: 1\n"},
		"tagged value": {"kind: A\nb: !!str true\n", set("b", "x"), "kind: A\nb: x\n"},
		"CRLF": {
			"kind: A\r\na:\r\n- x\r\nb: 1\r\n", all(set("a", l{"x", m{"c": "d\ne\n", "f": "g"}}), set("b", absent)),
			"kind: A\r\na:\r\n- x\r\n- c: |\r\n    d\r\n    e\r\n  f: g\r\n",
		},
		"no last line end":           {"kind: A\nb: 1", set("c", l{"x"}), "kind: A\nb: 1\nc:\n- x"},
		"no last line end, changed":  {"kind: A\nb: 1", set("b", l{"x"}), "kind: A\nb:\n- x"},
		"no last line end, removed":  {"kind: A\nb: 1", set("b", absent), "kind: A\n"},
		"literal, no last line end":  {"kind: A\nb: |\n  x", set("c", "z z"), "kind: A\nb: |\n  x\nc: z z"},
		"wide characters before":     {"kind: A\n日本: {\"語😀\": 1, b: 2}\n", set("日本.b", "é"), "kind: A\n日本: {\"語😀\": 1, b: \"é\"}\n"},
		"the last of duplicate keys": {"kind: A\nb: 1\nb: 2\n", set("c", "d"), "kind: A\nb: 1\nb: 2\nc: d\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d := readOne(t, test.text)
			want := normalMap(d.value)
			test.change(want)
			got, err := d.rewrite(want, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func readOne(t *testing.T, text string) *document {
	t.Helper()
	s, err := Read(strings.NewReader(text), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	return s.docs[0]
}
