package environ

import (
	"iter"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Reference is a place in a pod template that takes something from a ConfigMap or a Secret. Both are
// looked for in the namespace of the pod.
type Reference struct {
	Kind      string // ConfigMap or Secret
	Name      string
	Path      manifest.Path // of the field that names the object
	Keys      []Key         // those that it takes; empty: all
	Container string        // that takes it, into its variables; empty for a volume
	Volume    bool          // it is a volume of the pod
	Optional  bool          // the pod starts without it
}

// Key is one key that a reference takes.
type Key struct {
	Name string
	Path manifest.Path // of the field that names the key
}

// The kinds that pods refer to.
const (
	ConfigMap = "ConfigMap"
	Secret    = "Secret"
)

// References gives what a pod template takes from ConfigMaps and Secrets, container by container, then
// volume by volume.
func References(t manifest.PodTemplate) iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		for c := range t.Containers() {
			for _, r := range ofContainer(c) {
				if !yield(r) {
					return
				}
			}
		}
		for _, r := range ofVolumes(t) {
			if !yield(r) {
				return
			}
		}
	}
}

func ofContainer(c manifest.Container) []Reference {
	var found []Reference
	add := func(at manifest.Path, source map[string]any, field, kind string) {
		if r, ok := reference(at, source, field, "name"); ok {
			r.Kind, r.Container = kind, c.Name
			found = append(found, r)
		}
	}
	for i, entry := range entries(c.Object, "env") {
		from, _ := entry["valueFrom"].(map[string]any)
		at := c.Path.Append("env", i, "valueFrom")
		add(at, from, "configMapKeyRef", ConfigMap)
		add(at, from, "secretKeyRef", Secret)
	}
	for i, entry := range entries(c.Object, "envFrom") {
		at := c.Path.Append("envFrom", i)
		add(at, entry, "configMapRef", ConfigMap)
		add(at, entry, "secretRef", Secret)
	}
	return found
}

func ofVolumes(t manifest.PodTemplate) []Reference {
	var found []Reference
	add := func(at manifest.Path, source map[string]any, field, nameField, kind string) {
		if r, ok := reference(at, source, field, nameField); ok {
			r.Kind, r.Volume = kind, true
			found = append(found, r)
		}
	}
	spec, _ := t.Object["spec"].(map[string]any)
	for i, volume := range entries(spec, "volumes") {
		at := t.Path.Append("spec", "volumes", i)
		add(at, volume, "configMap", "name", ConfigMap)
		add(at, volume, "secret", "secretName", Secret)
		projected, _ := volume["projected"].(map[string]any)
		for j, source := range entries(projected, "sources") {
			at := at.Append("projected", "sources", j)
			add(at, source, "configMap", "name", ConfigMap)
			add(at, source, "secret", "name", Secret)
		}
	}
	return found
}

// reference reads source[field], which stands at the path at.
func reference(at manifest.Path, source map[string]any, field, nameField string) (Reference, bool) {
	fields, _ := source[field].(map[string]any)
	name, _ := fields[nameField].(string)
	if name == "" {
		return Reference{}, false
	}
	at = at.Append(field)
	r := Reference{Name: name, Path: at.Append(nameField)}
	r.Optional, _ = fields["optional"].(bool)
	if key, _ := fields["key"].(string); key != "" {
		r.Keys = append(r.Keys, Key{Name: key, Path: at.Append("key")})
	}
	for i, item := range entries(fields, "items") {
		if key, _ := item["key"].(string); key != "" {
			r.Keys = append(r.Keys, Key{Name: key, Path: at.Append("items", i, "key")})
		}
	}
	return r, true
}

// entries gives the list object[field] with its positions; what is no mapping is an empty one.
func entries(object map[string]any, field string) []map[string]any {
	list, _ := object[field].([]any)
	found := make([]map[string]any, len(list))
	for i, entry := range list {
		found[i], _ = entry.(map[string]any)
	}
	return found
}
