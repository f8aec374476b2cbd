package overlay

import (
	"testing"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Who set a field is still known when an overlay has put an entry before it.
func TestMoved(t *testing.T) {
	t.Parallel()
	named := func(names ...string) map[string]any {
		var list []any
		for _, name := range names {
			list = append(list, map[string]any{"name": name})
		}
		return map[string]any{"env": list, "kind": "x"}
	}
	containers := func(name, image string) map[string]any {
		return map[string]any{"c": []any{map[string]any{"name": name, "image": image}}}
	}
	plain := func(items ...any) map[string]any { return map[string]any{"args": items} }
	for _, c := range []struct {
		path          string
		before, after map[string]any
		want          string
		gone          bool
	}{
		{"kind", named("a"), named("a"), "kind", false},
		{"env[0].value", named("a", "b"), named("new", "a", "b"), "env[1].value", false},
		{"env[1]", named("a", "b"), named("b", "a"), "env[0]", false},
		{"env[0]", named("a", "b"), named("b"), "", true},
		{"env[0]", named("a", "b"), named("new", "b"), "env[0]", false},
		{"env[0]", named("a", "b"), named("b", "new"), "", true},
		{"env.A", named("a"), named("b", "c"), "env.A", false}, // no field: what was dropped from the list
		{"env.A", named("a"), map[string]any{}, "env.A", false},
		{"c[0].env", containers("a", "x:1"), containers("renamed", "x:1"), "c[0].env", false},
		{"c[0].env", containers("a", "x:1"), containers("other", "y:1"), "", true},
		{"args[1]", plain("a", "b"), plain("new", "a", "b"), "args[2]", false},
		{"args[1]", plain("a", "b"), plain("a", "changed"), "args[1]", false},
		{"args[1]", plain("a", "b"), plain("a"), "", true},
		{"args[0]", plain("a"), map[string]any{}, "", true},
		{"spec.lost", map[string]any{"spec": map[string]any{"lost": 1}}, map[string]any{}, "spec.lost", false},
	} {
		got, found := moved(manifest.ParsePath(c.path), c.before, c.after)
		if found == c.gone || found && got.String() != c.want {
			t.Errorf("%s: got %s, %t, want %s", c.path, got, found, c.want)
		}
	}
}
