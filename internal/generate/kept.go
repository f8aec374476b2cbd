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
	secrets   map[secretName]keptSecret
	namespace string
}

type keptSecret struct {
	resource *manifest.Resource
	values   values
}

func readKept(s *manifest.Set, namespace string) (kept, error) {
	k := kept{set: s, secrets: map[secretName]keptSecret{}, namespace: namespace}
	if s == nil {
		k.set = &manifest.Set{}
		return k, nil
	}
	for r := range s.All() {
		id := r.ID().InNamespace(namespace)
		if id.APIVersion != "v1" || id.Kind != "Secret" {
			return kept{}, &KeptError{Place: r.Place(), Reason: fmt.Sprintf("%s is no Secret", id), Remedy: "keep only Secrets in the file"}
		}
		name := secretName{id.Namespace, id.Name}
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

// decoded gives the values of a Secret. What is in stringData wins, as in a cluster.
func decoded(r *manifest.Resource) (values, error) {
	all := values{}
	for _, field := range []string{"data", "stringData"} {
		entries, _ := r.Object()[field].(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(entries)) {
			text, isText := entries[key].(string)
			if !isText && entries[key] != nil {
				return nil, &KeptError{Place: r.Place(), Reason: field + "." + key + " is no string", Remedy: "put it in quotes"}
			}
			if field == "data" {
				raw, err := base64.StdEncoding.DecodeString(text)
				if err != nil {
					return nil, &KeptError{Place: r.Place(), Reason: "data." + key + " is not base64", Remedy: "encode it, or move it to stringData"}
				}
				text = string(raw)
			}
			all[key] = text
		}
	}
	return all, nil
}

// in gives the values of a namespace.
func (k kept) in(namespace string) map[key]string {
	all := map[key]string{}
	for name, s := range k.secrets {
		if name.namespace != namespace {
			continue
		}
		for entry, value := range s.values {
			all[key{name.name, entry}] = value
		}
	}
	return all
}

// with gives the stream with what was made. Secrets that lack nothing stay byte for byte.
func (k kept) with(made map[secretName]values) (*manifest.Set, error) {
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

func newSecret(name secretName, made values) *manifest.Resource {
	data := map[string]any{}
	made.encode(data)
	metadata := map[string]any{"name": name.name}
	if name.namespace != "" {
		metadata["namespace"] = name.namespace
	}
	return manifest.New(map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"metadata":   metadata,
		"type":       "Opaque",
		"data":       data,
	}, manifest.Source{})
}

func (s keptSecret) complete(made values) (*manifest.Resource, error) {
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

func (v values) encode(into map[string]any) {
	for key, value := range v {
		into[key] = base64.StdEncoding.EncodeToString([]byte(value))
	}
}
