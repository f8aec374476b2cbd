package generate

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// kept is a stream of Secrets with their values.
type kept struct {
	set       *manifest.Set
	secrets   map[Name]keptSecret
	namespace string
}

type keptSecret struct {
	resource *manifest.Resource
	values   Values
}

func readKept(s *manifest.Set, namespace string) (kept, error) {
	k := kept{set: s, secrets: map[Name]keptSecret{}, namespace: namespace}
	if s == nil {
		k.set = &manifest.Set{}
		return k, nil
	}
	for r := range s.All() {
		id := r.ID().InNamespace(namespace)
		if id.APIVersion != "v1" || id.Kind != "Secret" {
			return kept{}, &KeptError{Place: r.Place(), Reason: fmt.Sprintf("%s is no Secret", id), Remedy: "keep only Secrets in the file"}
		}
		name := Name{id.Namespace, id.Name}
		if other, twice := k.secrets[name]; twice {
			return kept{}, &KeptError{Place: r.Place(), Reason: fmt.Sprintf("%s is at %s already", id, other.resource.Place()), Remedy: "delete one of the two"}
		}
		found, err := decoded(r)
		if err != nil {
			return kept{}, err
		}
		k.secrets[name] = keptSecret{r, found}
	}
	return k, nil
}

// keptValue is one value, and the place of its Secret.
type keptValue struct{ text, place string }

// in gives the values of a namespace.
func (k kept) in(namespace string) map[key]keptValue {
	all := map[key]keptValue{}
	for name, s := range k.secrets {
		if name.Namespace != namespace {
			continue
		}
		for entry, value := range s.values {
			all[key{name.Name, entry}] = keptValue{value, s.resource.Place()}
		}
	}
	return all
}

// with gives the stream with what was made. Secrets that lack nothing stay byte for byte.
func (k kept) with(made map[Name]Values) (*manifest.Set, error) {
	var changed []*manifest.Resource
	for _, name := range sortedNames(made) {
		there, known := k.secrets[name]
		if !known {
			changed = append(changed, newSecret(name, made[name]))
			continue
		}
		completed, err := there.complete(made[name])
		if err != nil {
			return nil, err
		}
		changed = append(changed, completed)
	}
	return k.set.With(changed...), nil
}

func newSecret(name Name, made Values) *manifest.Resource {
	data := map[string]any{}
	made.encode(data)
	metadata := map[string]any{"name": name.Name}
	if name.Namespace != "" {
		metadata["namespace"] = name.Namespace
	}
	return manifest.New(map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"metadata":   metadata,
		"type":       "Opaque",
		"data":       data,
	}, manifest.Source{})
}

func (s keptSecret) complete(made Values) (*manifest.Resource, error) {
	if immutable, _ := s.resource.Object()["immutable"].(bool); immutable {
		missing := slices.Sorted(maps.Keys(made))
		return nil, &KeptError{
			Place:  s.resource.Place(),
			Reason: fmt.Sprintf("%s is immutable and lacks %s", s.resource.ID(), missing[0]),
			Remedy: "delete it in the cluster, and take immutable out of the file",
		}
	}
	edited, err := s.resource.Edit()
	if err != nil {
		return nil, err
	}
	data, isMap := edited.Object()["data"].(map[string]any)
	if !isMap {
		data = map[string]any{}
		edited.Object()["data"] = data
	}
	made.encode(data)
	return edited, nil
}

func (v Values) encode(into map[string]any) {
	for key, value := range v {
		into[key] = base64.StdEncoding.EncodeToString([]byte(value))
	}
}
