package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// Each stream is accepted, holds these resources, and leaves as it came.
func TestReadAndWrite(t *testing.T) {
	for name, test := range map[string]struct {
		stream string
		want   []string
	}{
		"empty":                {"", nil},
		"blank lines":          {"\n  \n", nil},
		"only a comment":       {"# nothing\n", nil},
		"only separators":      {"---\n---\n", nil},
		"null documents":       {"---\nnull\n---\n~\n", nil},
		"separator and blanks": {"kind: A\n--- \t\nkind: B\n", []string{"A (no name)", "B (no name)"}},
		"separator and comment": {
			"--- # one\nkind: A\n--- # two\nkind: B\n---\n", []string{"A (no name)", "B (no name)"},
		},
		"end of document": {"kind: A\n...\n# end\n---\nkind: B\n... # c\n", []string{"A (no name)", "B (no name)"}},
		"CRLF":            {"kind: A\r\n--- # comment\r\nkind: B\r\n", []string{"A (no name)", "B (no name)"}},
		"List": {
			"kind: List\nitems:\n- kind: A\n  metadata: {name: a}\n- {kind: B, metadata: {name: b, namespace: ns}}\n", []string{"A a", "B ns/b"},
		},
		"empty List":         {"kind: List\nitems: []\n", nil},
		"List of nothing":    {"kind: List\nitems:\n---\nkind: A\n", []string{"A (no name)"}},
		"List of any kind":   {"kind: ConfigMap\nitems: [{kind: A}]\n", []string{"A (no name)"}},
		"flow style":         {"{kind: A,\nmetadata: {name: a}}", []string{"A a"}},
		"JSON":               {"{\"kind\": \"A\"}\n---\n{\n\"kind\": \"B\"}\n", []string{"A (no name)", "B (no name)"}},
		"anchors and merges": {"kind: A\nx: &x {name: a}\nmetadata:\n  <<: *x\n", []string{"A a"}},
		"merge overridden":   {"x: &x {name: a}\nkind: A\nmetadata:\n  <<: *x\n  name: b\n", []string{"A b"}},
		"merge that overrides, in YAML 1.1": {
			"x: &x {name: a}\nkind: A\nmetadata:\n  name: b\n  <<: *x\n", []string{"A a"},
		},
		"duplicate keys":     {"kind: A\nkind: B\n", []string{"B (no name)"}},
		"generateName":       {"kind: Job\nmetadata: {generateName: a-}\n", []string{"Job a-*"}},
		"two of one id":      {"kind: A\n---\nkind: A\n", []string{"A (no name)", "A (no name)"}},
		"no metadata":        {"kind: A\nmetadata:\n", []string{"A (no name)"}},
		"no kind":            {"a: b\n", []string{"resource without kind (no name)"}},
		"no last line end":   {"kind: A\ndata:\n  a: |\n    text", []string{"A (no name)"}},
		"byte order mark":    {"\ufeff---\nkind: A\n", []string{"A (no name)"}},
		"byte order mark, 2": {"\ufeffkind: A\n", []string{"A (no name)"}},
		"odd tags":           {"kind: !!str A\na: !!bool \"true\"\nmetadata: !!map {name: !!str 1}\n", []string{"A 1"}},
		"escaped key":        {"\"kin\\x64\": A\n", []string{"A (no name)"}},
		"complex key":        {"? kind\n: A\n? metadata\n: ? name\n  : a\n", []string{"A a"}},
		"escaped line ends":  {"kind: A\na: \"\\N \\L \\u2028\"\n", []string{"A (no name)"}},
		"block scalars of every chomping": {
			"kind: A\na: |\n  x\n\nb: |-\n  x\n\nc: |+\n  x\n\nd: >\n  x\n\ne: >-\n  x\n\nf: >+2\n  x\n\n---\nkind: B\na: |+\n  x\n\n\n", []string{"A (no name)", "B (no name)"},
		},
		"separator inside an indented block": {"kind: A\na: |\n  ---\n  kind: B\n", []string{"A (no name)"}},
		"values of odd types":                {"apiVersion: 1\nkind: A\nmetadata: {labels: null, annotations: {a: 1}}\n", []string{"A (no name)"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, []byte(test.stream))
			var got []string
			for r := range s.All() {
				got = append(got, r.ID().String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			var out bytes.Buffer
			if err := s.Write(&out); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.stream, out.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Each stream would be read as something else by one of its readers, or is broken.
func TestReadRefuses(t *testing.T) {
	for name, test := range map[string]struct{ stream, want string }{
		"content on the separator line": {
			"kind: A\n--- {kind: B}\n", "stdin:2: text on the line of the separator ---, which Helm and kubectl read differently",
		},
		"key glued to the separator":  {"kind: A\n---x: y\nkind: B\n", "stdin:2: text on the line of the separator ---, which Helm and kubectl read differently"},
		"control character behind it": {"kind: A\n--- #\x04\n", "stdin:2: a control character on the line of the separator ---, which YAML readers refuse"},
		"four dashes":                 {"kind: A\n----\n", "stdin:2: text on the line of the separator ---, which Helm and kubectl read differently"},
		"no-break space behind it":    {"kind: A\n---\u00a0\n", "stdin:2: text on the line of the separator ---, which Helm and kubectl read differently"},
		"separator of CR":             {"kind: A\r---\rkind: B\n", "stdin:1: a carriage return inside a line, which YAML reads as a line end"},
		"lone CR before CRLF":         {"kind: A\r\r\n", "stdin:1: a carriage return inside a line, which YAML reads as a line end"},
		"CR at the end":               {"kind: A\r", "stdin:1: a carriage return inside a line, which YAML reads as a line end"},
		"NEL in a comment":            {"kind: A # \u0085spec: 1\n", "stdin:1: the character U+0085, which YAML reads as a line end"},
		"LS":                          {"# Source: a.yaml\nkind: A\na: '\u2028'\n", "stdin:3 (a.yaml): the character U+2028, which YAML reads as a line end"},
		"PS":                          {"a: \u2029\n", "stdin:1: the character U+2029, which YAML reads as a line end"},
		"text behind the end":         {"kind: A\n...\nkind: B\n", "stdin:3: text after the end of a document (...), which Helm and Kubernetes drop without a word"},
		"directive":                   {"%YAML 1.1\n---\nkind: A\n", "stdin:1: a YAML directive (%), which Helm cuts off from its document"},
		"two JSON documents":          {"{\"kind\": \"A\"}\n{\"kind\": \"B\"}\n", "stdin:2: invalid YAML: did not find expected <document start>"},
		"UTF-16":                      {"\xff\xfek\x00:\x00", "stdin:1: bytes that are not UTF-8"},
		"byte order mark inside":      {"kind: A\n---\n\ufeffkind: B\n", "stdin:3: a byte order mark inside the stream"},
		"NUL":                         {"kind: A\x00\n", "stdin:1: invalid YAML: control characters are not allowed"},
		"indented as a whole":         {"---\n# c\n  spec:\n  kind: Pod\n", "stdin:3: the document is indented as a whole, which Helm undoes on its first line"},
		"odd blank at the start":      {"\u00a0kind: A\n", "stdin:1: a document that starts or ends with an odd kind of blank, which Helm cuts off"},
		"key of two types":            {"kind: A\n1: a\n\"1\": b\n", "stdin:3: YAML that is read in more than one way"},
		"merged key of another type":  {"kind: A\nx: &x {true: a}\ny:\n  <<: *x\n  \"true\": b\n", "stdin:5: YAML that is read in more than one way"},
		"a list":                      {"- kind: A\n", "stdin:1: the document is a list, not a resource"},
		"a scalar":                    {"# Source: c/t.yaml\nError\n", "stdin:2 (c/t.yaml): the document is a scalar, not a resource"},
		"items that are no list":      {"items: {a: b}\n", "stdin:1: the field items, which makes it a List, is no list of resources"},
		"List in a List":              {"items:\n- kind: List\n  items: []\n", "stdin:2: item 1 of the List is itself a List, which Kubernetes refuses"},
		"item without kind":           {"kind: PodList\nitems:\n- kind: A\n- metadata: {}\n", "stdin:4: item 2 of the List has no kind"},
		"item that is no resource":    {"items: [a]\n", "stdin:1: item 1 of the List is no resource"},
		"broken":                      {"---\nkind: A\na: [secret\n", "stdin:3: invalid YAML: did not find expected ',' or ']'"},
		"tab":                         {"kind: A\nb:\n\tc: d\n", "stdin:3: invalid YAML: found character that cannot start any token"},
		"tag that does not fit":       {"kind: A\na: !!int secret\n", "stdin:1: a tag (!!) that does not fit its value"},
		"map as a key":                {"kind: A\n{secret: x}: y\n", "stdin:1: a key that is neither text nor a number nor true or false"},
		"null as a key":               {"kind: A\n~: secret\n", "stdin:1: a key that is neither text nor a number nor true or false"},
		"unknown anchor":              {"kind: A\nb: *secret\n", "stdin:1: an alias (*) without an anchor (&) of its name before it"},
		"anchor in itself":            {"kind: A\nb: &a [*a]\n", "stdin:1: an alias (*) stands inside its own anchor"},
		"no number":                   {"kind: A\nb: .nan\n", "stdin:1: a number that JSON cannot hold (.nan or .inf)"},
		"too deep":                    {"a: " + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "\n", "stdin:1: nested deeper than 200 levels"},
		"too deep by aliases":         {"a: &a " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\nb: " + strings.Repeat("[", 60) + "*a" + strings.Repeat("]", 60) + "\n", "stdin:1: nested deeper than 200 levels"},
		"aliases that multiply":       {bomb(), "stdin:1: aliases (*) that expand to more than 1000000 nodes"},
		"too many documents":          {strings.Repeat("---\n", maxDocuments+1), "stdin:10002: more than 10000 documents"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.stream), "stdin")
			if err == nil {
				t.Fatal("accepted")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			var hinter interface{ Hint() string }
			if !errors.As(err, &hinter) || hinter.Hint() == "" {
				t.Error("no hint")
			}
			if strings.Contains(err.Error(), "secret") {
				t.Error("the error quotes the document")
			}
		})
	}
}

func bomb() string {
	var b strings.Builder
	b.WriteString("l0: &l0 [x, x]\n")
	for i := range 30 {
		fmt.Fprintf(&b, "l%d: &l%d [*l%d, *l%d]\n", i+1, i+1, i, i)
	}
	return b.String()
}

func TestReadPassesOnErrors(t *testing.T) {
	broken := errors.New("broken pipe")
	stream := io.MultiReader(strings.NewReader("kind: A\n---\nkind: B\n"), iotest.ErrReader(broken))
	if _, err := Read(stream, "stdin"); !errors.Is(err, broken) {
		t.Errorf("want %v, got %v", broken, err)
	}
}

func TestReadRefusesLargeStreams(t *testing.T) {
	stream := io.LimitReader(repeater("# comment\n"), maxStream+1)
	_, err := Read(stream, "stdin")
	if want := "stdin: larger than 64 MiB"; err == nil || err.Error() != want {
		t.Errorf("want %q, got %v", want, err)
	}
}

type repeater string

func (r repeater) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], r)
	}
	return n, nil
}

func TestMeaningIsThatOfTheCluster(t *testing.T) {
	s := read(t, []byte("kind: A\na: yes\nb: 012\nc: 0o7\nd: 1e3\ne: 1.0\nf: 12345678901234567890\ng: '1'\ny: 1\nh: 1_000\ni: 2001-01-01\nj: ~\nj: x\nk: !!binary aGk=\n"))
	want := m{
		"kind": "A", "a": true, "b": int64(10), "c": int64(7), "d": int64(1000), "e": int64(1), "f": float64(12345678901234567890),
		"g": "1", "true": int64(1), "h": int64(1000), "i": "2001-01-01", "j": "x", "k": "hi",
	}
	if diff := cmp.Diff(want, s.resources[0].Object()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
