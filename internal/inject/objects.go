package inject

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// index holds the ConfigMaps and Secrets that the pods of hooks can count on, and those that all others can.
type index struct{ hooks, others objects }

// of gives those that a workload can count on.
func (x index) of(w workload) objects {
	if w.Hook() {
		return x.hooks
	}
	return x.others
}

// put makes more objects known, or others in their place.
func (x index) put(more objects) {
	maps.Copy(x.hooks, more)
	maps.Copy(x.others, more)
}

// objects are ConfigMaps and Secrets.
type objects map[objectKey]*manifest.Resource

type objectKey struct{ kind, namespace, name string }

// index finds the ConfigMaps and Secrets of a set.
func (in *Injector) index(s *manifest.Set) index {
	return index{hooks: in.objects(s, true), others: in.objects(s, false)}
}

// objects finds those that the pods of hooks, or all others, can count on; of one name the last counts.
func (in *Injector) objects(s *manifest.Set, toHooks bool) objects {
	found := objects{}
	for r := range environ.Providers(s, toHooks) {
		id := r.ID()
		if id.APIVersion != "v1" || id.Kind != environ.ConfigMap && id.Kind != environ.Secret {
			continue
		}
		found[in.key(r)] = r
	}
	return found
}

func (in *Injector) key(r *manifest.Resource) objectKey {
	id := r.ID()
	return objectKey{id.Kind, in.namespace(r), id.Name}
}

// namespace is where Helm installs the resource.
func (in *Injector) namespace(r *manifest.Resource) string {
	return r.ID().InNamespace(in.project.Release.Namespace).Namespace
}

// variables gives the data of a ConfigMap, which is what its variables can be: binaryData never
// becomes one. found is false where the set has no such ConfigMap.
func (o objects) variables(namespace, name string) (data map[string]any, found bool) {
	r, found := o[objectKey{environ.ConfigMap, namespace, name}]
	if !found {
		return nil, false
	}
	data, _ = r.Object()["data"].(map[string]any)
	return data, true
}

// variableKeys gives the keys of a ConfigMap or Secret that envFrom makes variables of.
func variableKeys(r *manifest.Resource) []string {
	var keys []string
	for _, field := range []string{"data", "stringData"} {
		entries, _ := r.Object()[field].(map[string]any)
		keys = slices.AppendSeq(keys, maps.Keys(entries))
	}
	return keys
}

// immutable reports whether the set has the ConfigMap and no one may change it.
func (o objects) immutable(namespace, name string) bool {
	r, found := o[objectKey{environ.ConfigMap, namespace, name}]
	return found && r.Object()["immutable"] == true
}

// content gives what a ConfigMap or Secret puts into pods, key by key. It does not depend on the field
// that a key stands in, or on metadata, to which Helm 4 adds an annotation.
func content(r *manifest.Resource) map[string]string {
	all := map[string]string{}
	collect := func(field string, decode func(text string) string) {
		entries, _ := r.Object()[field].(map[string]any)
		for key, value := range entries {
			all[key] = decode(scalar(value))
		}
	}
	if r.ID().Kind == environ.Secret {
		collect("data", decodeBase64)
		collect("stringData", asIs) // the API server puts it over data
		return all
	}
	collect("data", asIs)
	collect("binaryData", decodeBase64)
	return all
}

func asIs(text string) string { return text }

// decodeBase64 keeps text that is not base64: the API server will refuse it, a checksum need not.
func decodeBase64(text string) string {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return text
	}
	return string(raw)
}

// scalar prints a value that should be a string; others the API server will refuse.
func scalar(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return fmt.Sprint(value)
}
