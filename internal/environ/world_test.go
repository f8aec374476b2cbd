package environ_test

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// entry is one of env or of envFrom, in as few words as TestEqualMeansEqual needs.
type entry struct {
	name, value string // in env
	prefix      string // in envFrom
	object, key string // where it takes something; "map" is the ConfigMap, others are Secrets
	optional    bool
}

// recipe is a container.
type recipe struct{ envFrom, env []entry }

// recipes are all containers with up to one entry of envFrom and three of env, or two and two.
func recipes() []recipe {
	froms := []entry{
		{object: "map"},
		{object: "open"},
		{object: "gone", optional: true},
		{object: "gone", optional: true, prefix: "A"},
	}
	envs := []entry{
		{name: "A", value: "1"},
		{name: "A", value: "$(B)$$"},
		{name: "B", value: "$(A)"},
		{name: "B", object: "map", key: "A"},
		{name: "A", object: "gone", key: "A", optional: true},
		{name: "A", object: "gone", key: "A"},
		{name: "B", object: "open", key: "B", optional: true},
		{name: "A", object: "open", key: "B"},
		{name: "A", object: "open", key: "B", optional: true},
	}
	var all []recipe
	for _, lengths := range [][2]int{{1, 3}, {2, 2}} {
		for _, from := range sequences(lengths[0], froms) {
			for _, env := range sequences(lengths[1], envs) {
				all = append(all, recipe{from, env})
			}
		}
	}
	return all
}

// sequences gives every row of up to n entries.
func sequences(n int, entries []entry) [][]entry {
	if n == 0 {
		return [][]entry{nil}
	}
	shorter := sequences(n-1, entries)
	all := [][]entry{nil}
	for _, first := range entries {
		for _, rest := range shorter {
			all = append(all, append([]entry{first}, rest...))
		}
	}
	return all
}

// container gives the container as its manifest has it.
func (r recipe) container() manifest.Container {
	var from, env []any
	for _, e := range r.envFrom {
		ref := map[string]any{"name": e.object, "optional": e.optional}
		from = append(from, map[string]any{"prefix": e.prefix, e.kind() + "Ref": ref})
	}
	for _, e := range r.env {
		if e.object == "" {
			env = append(env, map[string]any{"name": e.name, "value": e.value})
			continue
		}
		ref := map[string]any{"name": e.object, "key": e.key, "optional": e.optional}
		env = append(env, map[string]any{"name": e.name, "valueFrom": map[string]any{e.kind() + "KeyRef": ref}})
	}
	return manifest.Container{Object: map[string]any{"envFrom": from, "env": env}}
}

func (e entry) kind() string {
	if e.object == "map" {
		return "configMap"
	}
	return "secret"
}

func (r recipe) String() string { return fmt.Sprintf("envFrom %+v, env %+v", r.envFrom, r.env) }

// world is what a cluster has: the keys and values of objects by name.
type world map[string]map[string]string

// worlds are clusters that have what the test knows of; the first has nothing else.
func worlds() []world {
	var all []world
	for _, gone := range []map[string]string{nil, {}, {"A": "g"}, {"B": "g"}, {"A": "1", "B": "1"}, {"": "g"}} {
		for _, open := range []map[string]string{{"A": "o"}, {"A": "o", "B": "o"}, {"A": "1", "B": "$(A)"}} {
			w := world{"map": {"A": "1", "B": "$(A)"}, "open": open}
			if gone != nil {
				w["gone"] = gone
			}
			all = append(all, w)
		}
	}
	return all
}

// kubelet makes the variables of a container as the kubelet does, or nil where the pod does not start.
func (w world) kubelet(r recipe) map[string]string {
	variables := map[string]string{}
	for _, e := range r.envFrom {
		object, exists := w[e.object]
		if !exists && !e.optional {
			return nil
		}
		for key, value := range object {
			variables[e.prefix+key] = value
		}
	}
	for _, e := range r.env {
		if e.object == "" {
			variables[e.name] = kubernetesExpand(e.value, variables)
			continue
		}
		switch value, exists := w[e.object][e.key]; {
		case exists:
			variables[e.name] = value
		case !e.optional:
			return nil
		}
	}
	return variables
}
