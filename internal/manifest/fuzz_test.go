package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// seeds are streams of every kind that the package knows of.
var seeds = []string{
	"",
	"# only a comment\n---\n\n---\n# Source: a/templates/b.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: |\n    text\n    more\n",
	"kind: A\r\nspec: # c\r\n- x\r\n--- # two\r\nkind: B\r\n...\r\n# end\r\n",
	"apiVersion: v1\nkind: List\nitems:\n# one\n- kind: A\n  metadata: {name: a}\n- kind: B\n  spec:\n    containers:\n    - name: x\n      env: [{name: E, value: \"1\"}]\n",
	"{\"kind\":\"A\",\"spec\":{\"a\":[1,2.5,\"x\",null,{}]}}",
	"{\n  \"kind\": \"A\",\n  \"b\": []\n}\n---\nkind: B\nx: &a {b: 1}\ny: *a\nz:\n  <<: [*a]\n  c: yes\n",
	"kind: A\na: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n? d\n: e\n\"kin\\x64\": B\n",
	"kind: A\nlit: |+\n  x\n\nfold: >-\n  a\n  b\n\nind: |2\n    x\n   y\nq: 'a\n\n  b'\np: a\n  b\nempty:\ndate: 2001-01-01\nn: 0o7\nm: 012\nlast: |\n  x",
	"\ufeffkind: A\nmetadata:\n  generateName: a-\n",
	"kind: A\nb: !!str true\nc: !!bool \"yes\"\nd: !!int \"12\"\ne: &q !!map {f: *r}\n",
	"kind: A\nl:\n- - a\n  - b\n-   c: d\n    e: f\n-\n  - x\n- # n\n",
	"kind: A\nitems: null\n---\nkind: B\nmetadata: null\n---\nmetadata:\n  labels: null\n  annotations: {a: 1, b: true}\n",
	"kind: A\n日本: {\"語😀\": 1, b: \"é\\u2028\"}\n",
	"kind: A\n1: a\n\"1\": b\n",
	"  spec:\n  kind: Pod\n",
	"{\"kind\":\"A\"}\n# c\n---\n \n{\"kind\":\"B\",\"b\":-0,\"c\":1e2} # d\n--- # e\nkind: C\n",
	"{\"kind\":\"A\"}{\"kind\":\"B\"}\n",
}

func FuzzRead(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(checkRead)
}

func checkRead(t *testing.T, stream []byte) {
	s, err := Read(bytes.NewReader(stream), "stdin")
	if err != nil {
		return
	}
	for r := range s.All() {
		_, _, _, _ = r.ID(), r.Place(), r.Duplicates(), r.Labels()
	}
	got, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want := stream
	if !bytes.Equal(want, got) {
		t.Errorf("want %q, got %q", want, got)
	}
}

// helmSeparator is how Helm 3 cuts manifests (helm.sh/helm/v3/pkg/releaseutil).
var helmSeparator = regexp.MustCompile("(?:^|\\s*\n)---\\s*")

// readAsHelm gives the objects that Helm finds, with the line end behind each that it adds on output.
func readAsHelm(stream []byte) (objects []any, err error) {
	for _, chunk := range helmSeparator.Split(strings.TrimSpace(string(stream)), -1) {
		value, err := meaning([]byte(strings.TrimSpace(chunk) + "\n"))
		if err != nil {
			return nil, err
		}
		objects = appendItems(objects, value)
	}
	return objects, nil
}

// readAsKubectl gives the objects that kubectl and Helm build from a stream: while it starts with {, they
// read JSON, one object behind the other.
func readAsKubectl(stream []byte) (objects []any, err error) {
	decoder := kubeyaml.NewYAMLOrJSONDecoder(bytes.NewReader(stream), 4096)
	for {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return objects, nil
		} else if err != nil {
			return objects, err
		}
		value, err := meaning(raw)
		if err != nil {
			return objects, err
		}
		objects = appendItems(objects, value)
	}
}

// appendItems appends an object, or the items of a List.
func appendItems(objects []any, value any) []any {
	if items, isList := as[m](value)["items"]; isList {
		return append(objects, as[l](items)...)
	}
	if value == nil {
		return objects
	}
	return append(objects, value)
}

// FuzzKubernetesReadsTheSame holds that what Read accepts is what Kubernetes and Helm find in the stream.
func FuzzKubernetesReadsTheSame(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(checkReaders)
}

func checkReaders(t *testing.T, stream []byte) {
	s, err := Read(bytes.NewReader(stream), "stdin")
	if err != nil {
		return
	}
	judged := []any{}
	for r := range s.All() {
		judged = append(judged, any(r.Object()))
	}
	installed, err := readAsKubernetes(stream, nil)
	if err != nil {
		t.Fatalf("Kubernetes: %v", err)
	}
	if diff := cmp.Diff(judged, append([]any{}, installed...)); diff != "" {
		t.Errorf("-judged +read by Kubernetes:\n%s", diff)
	}
	installed, err = readAsKubectl(stream)
	expected := judged
	if err != nil { // such as for {}#, which is no JSON: it stops there
		expected = judged[:min(len(installed), len(judged))]
	}
	if diff := cmp.Diff(expected, append([]any{}, installed...)); diff != "" {
		t.Errorf("-judged +read by kubectl:\n%s", diff)
	}
	installed, err = readAsHelm(stream)
	if err != nil {
		t.Fatalf("Helm: %v", err)
	}
	// Helm cuts off blanks behind the last line of each document, and so of its last string.
	if diff := cmp.Diff(unended(judged), unended(append([]any{}, installed...))); diff != "" {
		t.Errorf("-judged +read by Helm:\n%s", diff)
	}
}

// unended copies data with blanks at the ends of strings cut off.
func unended(value any) any {
	switch v := value.(type) {
	case map[string]any:
		next := map[string]any{}
		for key, below := range v {
			next[strings.TrimRightFunc(key, unicode.IsSpace)] = unended(below)
		}
		return next
	case []any:
		next := []any{}
		for _, item := range v {
			next = append(next, unended(item))
		}
		return next
	case string:
		return strings.TrimRightFunc(v, unicode.IsSpace)
	}
	return value
}

// FuzzEdit changes one field of one resource: it must read back as wanted, and nothing else may change.
func FuzzEdit(f *testing.F) {
	for i, seed := range seeds {
		f.Add([]byte(seed), uint64(i), "x")
		f.Add([]byte(seed), uint64(i)<<16+7, "yes\n a\t")
	}
	f.Fuzz(checkEdit)
}

func checkEdit(t *testing.T, stream []byte, choice uint64, value string) {
	s, err := Read(bytes.NewReader(stream), "stdin")
	if err != nil || s.Len() == 0 {
		return
	}
	c := chooser{choice, value}
	position := c.next(s.Len())
	r, err := slices.Collect(s.All())[position].Edit()
	if err != nil {
		return
	}
	c.edit(r.Object())
	if _, isList := r.Object()["items"]; isList || r.ID().Kind == "" {
		return
	}
	changed := s.With(r)
	first, err := changed.Bytes()
	if err != nil {
		if strings.ToValidUTF8(value, "") != value {
			return
		}
		t.Fatal(err)
	}
	again, err := Read(bytes.NewReader(first), "stdin")
	if err != nil {
		t.Fatalf("%v in %q", err, first)
	}
	for i, r := range slices.Collect(changed.All()) {
		if got := slices.Collect(again.All())[i].Object(); !reflect.DeepEqual(r.Object(), got) {
			t.Fatalf("want %v, got %v in %q", r.Object(), got, first)
		}
	}
	if second, err := again.Bytes(); err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v: first %q, second %q", err, first, second)
	}
	checkOthers(t, s, r, first)
}

// checkOthers checks that all stays as it was before and behind the entry of the document that changed.
func checkOthers(t *testing.T, s *Set, r *Resource, text []byte) {
	t.Helper()
	var before, behind []byte
	found := false
	for _, d := range s.docs {
		switch {
		case d == r.doc:
			first, last := changedPart(d, r)
			before, behind = slices.Concat(before, d.lead, d.body[:first]), bytes.Clone(d.body[last:])
			found = true
		case found:
			behind = slices.Concat(behind, d.lead, d.body)
		default:
			before = slices.Concat(before, d.lead, d.body)
		}
	}
	if !bytes.HasPrefix(text, before) || !bytes.HasSuffix(text, behind) {
		t.Errorf("want %q and %q unchanged, got %q", before, behind, text)
	}
}

// changedPart is the lines of the pair at the top of a document, or of the item of a List, that r changes,
// or all lines where that is not one pair that stays.
func changedPart(d *document, r *Resource) (first, last int) {
	// After an alias the meaning may change elsewhere; after a tab a quoted string may not stand.
	if hasAliases(d.root) || bytes.ContainsRune(d.body, '\t') {
		return 0, len(d.body)
	}
	node, old, want := d.root, any(d.value), any(r.object)
	if d.isList {
		node, old = d.itemsNode(), d.value["items"]
		items := slices.Clone(as[l](old))
		items[r.item] = r.object
		want = items
	}
	body := newText(d.body, "\n")
	entries, err := body.blockEntries(node)
	if isFlow(d.root) || isFlow(node) || err != nil {
		return 0, len(d.body)
	}
	first, last = -1, -1
	for i, e := range entries {
		if same(old, want, i, e.name) {
			continue
		}
		if first >= 0 || e.name != "" && !cmp.Equal(slices.Sorted(maps.Keys(d.value)), slices.Sorted(maps.Keys(r.object))) {
			return 0, len(d.body)
		}
		first, last = body.lineStart(e.start), body.lastLine(e)
	}
	if first < 0 {
		return 0, len(d.body)
	}
	return first, last
}

func same(old, want any, i int, key string) bool {
	if list, isList := old.([]any); isList {
		return reflect.DeepEqual(list[i], as[l](want)[i])
	}
	return reflect.DeepEqual(as[m](old)[key], as[m](want)[key])
}

// chooser makes choices out of a number.
type chooser struct {
	state uint64
	value string
}

func (c *chooser) next(n int) int {
	choice := c.state % uint64(n)
	c.state /= uint64(n)
	return int(choice)
}

// edit changes one thing somewhere below an object.
func (c *chooser) edit(object map[string]any) {
	keys := slices.Sorted(maps.Keys(object))
	i := c.next(len(keys) + 1)
	if i == len(keys) {
		object[c.value] = c.make()
		return
	}
	key := keys[i]
	switch v := object[key].(type) {
	case map[string]any:
		if c.next(3) > 0 {
			c.edit(v)
			return
		}
	case []any:
		if c.next(3) > 0 && len(v) > 0 {
			object[key] = c.editList(v)
			return
		}
	}
	if c.next(3) == 0 {
		delete(object, key)
		return
	}
	object[key] = c.make()
}

func (c *chooser) editList(list []any) []any {
	i := c.next(len(list))
	switch item := list[i].(type) {
	case map[string]any:
		if c.next(2) == 0 {
			c.edit(item)
			return list
		}
	case []any:
		if len(item) > 0 {
			list[i] = c.editList(item)
			return list
		}
	}
	switch c.next(3) {
	case 0:
		return slices.Delete(list, i, i+1)
	case 1:
		return slices.Insert(list, i, c.make())
	default:
		list[i] = c.make()
		return list
	}
}

func (c *chooser) make() any {
	switch c.next(8) {
	case 0:
		return nil
	case 1:
		return 12
	case 2:
		return map[string]any{c.value: c.value, "b": []any{c.value}}
	case 3:
		return []any{c.value, map[string]any{"name": c.value}}
	case 4:
		return []any{}
	case 5:
		return 1.5
	default:
		return c.value
	}
}
