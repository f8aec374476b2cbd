package inject_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// menu is what a container of FuzzEnvironment can hold; the two objects of the release are shared and own.
var menu = []string{
	`{name: A, value: "1"}`, // repeats shared
	`{name: A, value: "9"}`,
	`{name: A, value: "$(PASSWORD)"}`,
	`{name: A, valueFrom: {configMapKeyRef: {name: shared, key: A}}}`,
	`{name: D, value: "a$b"}`, // repeats shared, but for the dollar sign
	`{name: E}`,               // repeats the empty value of shared
	`{name: KEYED, value: "1"}`,
	`{name: KEYED, value: "9"}`,
	`{name: KEYED, valueFrom: {configMapKeyRef: {name: keyed, key: k}}}`,
	`{name: OWN, value: "$(KEYED) $(USER)"}`,
	`{name: DSN, value: "$(USER):$(PASSWORD)"}`,
	`{name: PASSWORD, value: plain}`,
	`{name: PASSWORD, value: "$(USER)"}`,
	`{name: PASSWORD, valueFrom: {secretKeyRef: {name: postgres, key: p, optional: true}}}`,
	`{name: PASSWORD, valueFrom: {secretKeyRef: {name: other, key: p}}}`,
	`{name: USER, value: "$(PASSWORD)"}`,
}

var sources = []string{
	`{configMapRef: {name: shared}}`,
	`{configMapRef: {name: own}}`,
	`{prefix: X, configMapRef: {name: shared}}`,
	`{secretRef: {name: outside}}`,
}

// FuzzEnvironment mixes the entries of env and envFrom in every way and holds what injection promises:
// it settles at once, what the chart says otherwise stays, no literal of a secret does, and a secret
// stands before its users.
func FuzzEnvironment(f *testing.F) {
	f.Add([]byte{0, 10, 11, 15}, []byte{1})
	f.Add([]byte{10, 13, 3, 0, 8, 7}, []byte{0, 1, 2, 3})
	in := newInjector(f, everything)
	f.Fuzz(func(t *testing.T, env, envFrom []byte) {
		if len(env) > 12 || len(envFrom) > 4 {
			return
		}
		stream := fmt.Sprintf(`apiVersion: v1
kind: Pod
metadata: {name: x, labels: {app: x}}
spec: {containers: [{name: c, env: [%s], envFrom: [%s]}]}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {A: "1", D: "a$b", E: ""}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: own}, data: {A: "8"}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: keyed}, data: {k: "1"}}
`, pick(menu, env), pick(sources, envFrom))
		set := read(t, stream)
		result, _, err := stages(t, in, set)
		if err != nil {
			t.Fatal(err)
		}
		holdContract(t, in, stream, set, result)
		before, after := container(set), container(result)
		for _, name := range []string{"A", "D", "E", "KEYED", "OWN", "DSN"} {
			want, wasSet := effective(before, name)
			if got, _ := effective(after, name); wasSet && got != want {
				t.Errorf("%s was %q and became %q in\n%s", name, want, got, stream)
			}
		}
		holdSecrets(t, after)
	})
}

func pick(menu []string, choices []byte) string {
	var chosen []string
	for _, c := range choices {
		chosen = append(chosen, menu[int(c)%len(menu)])
	}
	return strings.Join(chosen, ", ")
}

func container(s *manifest.Set) map[string]any {
	for r := range s.All() {
		for t := range manifest.BuiltinKinds().PodTemplates(r) {
			for c := range t.Containers() {
				return c.Object
			}
		}
	}
	return nil
}

func list(c map[string]any, field string) []map[string]any {
	all, _ := c[field].([]any)
	entries := make([]map[string]any, len(all))
	for i, entry := range all {
		entries[i], _ = entry.(map[string]any)
	}
	return entries
}

// effective is what the kubelet gives the container for a variable, before it expands $(NAME): the
// last entry of env, else the last of envFrom.
func effective(c map[string]any, name string) (value string, set bool) {
	known := map[string]map[string]string{"shared": {"A": "1", "D": "a$b", "E": ""}, "own": {"A": "8"}, "keyed": {"k": "1"}}
	for _, entry := range slices.Backward(list(c, "env")) {
		if entry["name"] != name {
			continue
		}
		from, _ := entry["valueFrom"].(map[string]any)
		if ref, ok := from["configMapKeyRef"].(map[string]any); ok {
			return known[fmt.Sprint(ref["name"])][fmt.Sprint(ref["key"])], true
		}
		text, _ := entry["value"].(string)
		return text, true
	}
	for _, source := range slices.Backward(list(c, "envFrom")) {
		ref, _ := source["configMapRef"].(map[string]any)
		if value, ok := known[fmt.Sprint(ref["name"])][name]; ok && source["prefix"] == nil {
			return value, true
		}
	}
	return "", false
}

// holdSecrets holds that a variable of a secret is a reference, once, and before whoever uses it,
// unless the chart refers to something else.
func holdSecrets(t *testing.T, c map[string]any) {
	t.Helper()
	env := list(c, "env")
	for _, name := range []string{"PASSWORD", "USER"} {
		var at []int
		foreign := false
		for i, entry := range env {
			if entry["name"] == name {
				at = append(at, i)
				foreign = foreign || strings.Contains(fmt.Sprint(entry), "name:other")
			}
		}
		if foreign {
			continue
		}
		if len(at) != 1 || env[at[0]]["valueFrom"] == nil {
			t.Errorf("%s is there %d times: %s", name, len(at), cmp.Diff(nil, env))
			continue
		}
		for i, entry := range env[:at[0]] {
			if value, _ := entry["value"].(string); environ.Uses(value, name) {
				t.Errorf("env[%d] uses %s before env[%d] sets it", i, name, at[0])
			}
		}
	}
}
