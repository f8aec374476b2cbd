package inject

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// addMade adds what the stanzas themselves bring: ConfigMaps from data, which it also gives, and what
// the secret backend of the environment needs.
func (in *Injector) addMade(s *manifest.Set) (*manifest.Set, objects, error) {
	made := objects{}
	for _, e := range in.project.Env {
		data := in.dataOf(e)
		if data == nil {
			continue
		}
		r := configMap(e.ConfigMap, data, in.madeBy(e.Place))
		made[in.key(r)] = r
		var err error
		if s, err = in.add(s, r, e.Place); err != nil {
			return nil, nil, err
		}
	}
	s, err := in.addRequired(s)
	return s, made, err
}

func (in *Injector) addRequired(s *manifest.Set) (*manifest.Set, error) {
	if len(in.project.Secrets) == 0 {
		return s, nil
	}
	backend, err := secret.Find(in.environment.SecretStore.Provider)
	if err != nil {
		return nil, fmt.Errorf("environment %s: %w", in.environment.Name, err)
	}
	for _, ref := range in.project.Secrets {
		if !config.AppliesTo(ref.Environments, in.environment.Name) {
			continue
		}
		for _, r := range backend.Requires(ref, in.environment.SecretStore) {
			if s, err = in.add(s, r, ref.Place); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// dataOf is the data of the ConfigMap that a stanza makes in the environment, or nil: it makes none.
func (in *Injector) dataOf(e config.SharedEnv) map[string]string {
	own := e.DataFor[in.environment.Name]
	if !config.AppliesTo(e.Environments, in.environment.Name) || e.Data == nil && own == nil {
		return nil
	}
	data := maps.Clone(e.Data)
	if data == nil {
		data = map[string]string{}
	}
	maps.Copy(data, own)
	return data
}

func (in *Injector) madeBy(place string) manifest.Source {
	return manifest.Source{
		File:  in.projectFile(),
		Line:  finding.PlaceSource(place).Line,
		SetBy: manifest.SetByInject,
	}
}

// projectFile is the project file without its directory, which differs from machine to machine while
// the stream must not.
func (in *Injector) projectFile() string { return filepath.Base(in.project.File) }

func configMap(name string, data map[string]string, source manifest.Source) *manifest.Resource {
	entries := make(map[string]any, len(data))
	for key, value := range data {
		entries[key] = value
	}
	return manifest.New(map[string]any{
		"apiVersion": "v1",
		"kind":       environ.ConfigMap,
		"metadata":   map[string]any{"name": name},
		"data":       entries,
	}, source)
}

// add adds a resource that the stanza at place brings. It may be there from an earlier run, which named
// the project file as its source, and stays as the overlays have left it then. One that says the same is
// as good; hooks are not looked at, since Helm 3 does not show them.
func (in *Injector) add(s *manifest.Set, made *manifest.Resource, place string) (*manifest.Set, error) {
	id := made.ID()
	for r := range s.All() {
		if r.Hook() || r.ID().InNamespace(in.namespace(r)) != id.InNamespace(in.namespace(made)) {
			continue
		}
		if r.Source().File == in.projectFile() || reflect.DeepEqual(specified(r), specified(made)) {
			return s, nil
		}
		return nil, &StanzaError{
			Place:  place,
			Reason: fmt.Sprintf("makes %s, which the release has already, with other content: %s", id, r.Place()),
			Remedy: "take data: and dataFor: out of the stanza, or the resource out of the chart",
		}
	}
	return s.With(made), nil
}

// specified is the resource without its metadata, which Helm and overlays add to.
func specified(r *manifest.Resource) map[string]any {
	rest := maps.Clone(r.Object())
	delete(rest, "metadata")
	return rest
}
