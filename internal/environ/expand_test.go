package environ_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// FuzzExpansion compares $(NAME) in env with the algorithm of Kubernetes, which works on bytes and knows
// no parts: each secret value is a text of its own.
func FuzzExpansion(f *testing.F) {
	for _, seed := range []string{
		"", "$", "$$", "$$$", "$(A)", "$$(A)", "$$$(A)", "$(A", "$(", "$()", "$(A)$(S)$(C)", "$($(A))", "$(S)$$(S)$(NONE)", "$A", "${A}",
		"a$", "$é", "$$é", "$\xff", "é$(C)é", "$(A$(S)", ")$(A)(", "$(\x00)", "postgres://u:$(S)@h/$(C)?$$=$",
	} {
		f.Add(seed)
	}
	variables := map[string]string{"A": "$(S) $$ (a", "C": "", "S": "<Secret s/k>", "": "nameless", "$(A": "odd"}
	f.Fuzz(func(t *testing.T, value string) {
		got := expanded(variables, value)
		if want := kubernetesExpand(value, variables); got.String() != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
		resolved, ok := got.Resolve(func(s environ.Source) (string, bool) { return "<" + s.String() + ">", true })
		if !ok || resolved != got.String() {
			t.Errorf("%q: resolved to %q, %t", value, resolved, ok)
		}
		wantJoined(t, got)
		for name := range variables {
			want := kubernetesExpand(value, map[string]string{name: "x"}) != kubernetesExpand(value, map[string]string{name: "y"})
			if got := environ.Uses(value, name); got != want {
				t.Errorf("%q: uses %q: got %t, want %t", value, name, got, want)
			}
		}
	})
}

// wantJoined holds that no part is empty and no text has text beside it: equal values have equal parts.
func wantJoined(t *testing.T, v environ.Value) {
	t.Helper()
	for i, part := range v {
		isText := part.Unknown == environ.Source{}
		if isText && (part.Text == "" || i > 0 && v[i-1].Unknown == environ.Source{}) {
			t.Errorf("part %d of %+v should not stand alone", i, v)
		}
	}
}

// expanded gives the value of the last of a container's variables. Those of envFrom are not expanded,
// and one of them comes from a Secret.
func expanded(variables map[string]string, value string) environ.Value {
	data := map[string]any{}
	for name, text := range variables {
		data[name] = text
	}
	delete(data, "S")
	configMap := manifest.New(map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "c"}, "data": data,
	}, manifest.Source{})
	set := new(manifest.Set).With(configMap)
	objects := environ.Collect(set, "ns")
	objects.Add(environ.Declared{Kind: environ.Secret, Namespace: "ns", Name: "s", Keys: []string{"k"}})
	c := manifest.Container{Object: map[string]any{
		"envFrom": []any{map[string]any{"configMapRef": map[string]any{"name": "c"}}},
		"env": []any{
			map[string]any{"name": "S", "valueFrom": map[string]any{"secretKeyRef": map[string]any{"name": "s", "key": "k"}}},
			map[string]any{"name": "VALUE", "value": value},
		},
	}}
	e := objects.Of(configMap, manifest.PodTemplate{}, c)
	i := slices.IndexFunc(e.Variables, func(v environ.Variable) bool { return v.Name == "VALUE" })
	return e.Variables[i].Value
}

// kubernetesExpand is what Expand in k8s.io/kubernetes/third_party/forked/golang/expansion does, which
// cannot be imported.
func kubernetesExpand(input string, variables map[string]string) string {
	var out strings.Builder
	checkpoint := 0
	for cursor := 0; cursor < len(input); cursor++ {
		if input[cursor] != '$' || cursor+1 == len(input) {
			continue
		}
		out.WriteString(input[checkpoint:cursor])
		read, isVariable, advance := kubernetesRead(input[cursor+1:])
		switch value, known := variables[read]; {
		case isVariable && known:
			out.WriteString(value)
		case isVariable:
			out.WriteString("$(" + read + ")")
		default:
			out.WriteString(read)
		}
		cursor += advance
		checkpoint = cursor + 1
	}
	return out.String() + input[checkpoint:]
}

func kubernetesRead(input string) (read string, isVariable bool, advance int) {
	switch input[0] {
	case '$':
		return "$", false, 1
	case '(':
		if end := strings.IndexByte(input, ')'); end >= 0 {
			return input[1:end], true, end + 1
		}
		return "$(", false, 1
	default:
		return "$" + string(rune(input[0])), false, 1 // a byte is taken for a character
	}
}

// Command and args see all variables, wherever they are set.
func TestExpand(t *testing.T) {
	t.Parallel()
	e := environment(t, shared, `{name: c, env: [{name: A, value: a}, {name: P, valueFrom: {secretKeyRef: {name: secret, key: P}}}]}`, nil)
	for text, want := range map[string]string{
		"plain":            "plain",
		"$(A)-$(P)":        "a-<Secret secret/P>",
		"$(NOBODY) $$(A)":  "$(NOBODY) $(A)",
		"--x=$(A)$(A)$(A)": "--x=aaa",
	} {
		if got := e.Expand(text).String(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	value := environ.Value{{Text: "a"}, {Unknown: environ.Source{Kind: environ.Secret, Name: "s", Key: "k"}}, {Text: "b"}}
	known := map[environ.Source]string{{Kind: environ.Secret, Name: "s", Key: "k"}: "found"}
	lookup := func(s environ.Source) (string, bool) { text, ok := known[s]; return text, ok }
	if got, ok := value.Resolve(lookup); !ok || got != "afoundb" {
		t.Errorf("got %q, %t", got, ok)
	}
	maps.DeleteFunc(known, func(environ.Source, string) bool { return true })
	if got, ok := value.Resolve(lookup); ok || got != "" {
		t.Errorf("without the secret: got %q, %t", got, ok)
	}
	if got, ok := (environ.Value{}).Resolve(lookup); !ok || got != "" {
		t.Errorf("empty: got %q, %t", got, ok)
	}
	if value.Known() || !value[:1].Known() || !value[:0].Known() {
		t.Error("known is what holds no unknown part")
	}
	if !value.Equal(slices.Clone(value)) || value.Equal(value[:2]) || !(environ.Value{}).Equal(nil) {
		t.Error("equal are values with the same parts")
	}
}
