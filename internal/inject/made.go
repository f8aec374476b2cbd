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
)

// addMade adds the ConfigMaps that stanzas themselves bring, and gives them too.
func (in *Injector) addMade(s *manifest.Set) (*manifest.Set, objects, error) {
	made := objects{}
	for _, m := range in.makes() {
		made[in.key(m.configMap)] = m.configMap
		var err error
		if s, err = in.add(s, m.configMap, m.place, "take data and files out of the stanza, or the resource out of the chart"); err != nil {
			return nil, nil, err
		}
	}
	return s, made, nil
}

// making is a ConfigMap that a stanza makes.
type making struct {
	configMap *manifest.Resource
	place     string // of the stanza
}

// makes gives the ConfigMaps that hash.yaml makes in the environment.
func (in *Injector) makes() []making {
	var all []making
	for _, e := range in.project.Env {
		if data, made := e.DataIn(in.environment.Name); made {
			all = append(all, making{configMap(e.ConfigMap, data, in.madeBy(e.Place)), e.Place})
		}
	}
	return all
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

// configMap makes a ConfigMap; what comes from a file of variables is marked with its line there.
func configMap(name string, data map[string]config.Datum, source manifest.Source) *manifest.Resource {
	entries := make(map[string]any, len(data))
	for key, datum := range data {
		entries[key] = datum.Value
	}
	r := manifest.New(map[string]any{
		"apiVersion": "v1",
		"kind":       environ.ConfigMap,
		"metadata":   map[string]any{"name": name},
		"data":       entries,
	}, source)
	for key, datum := range data {
		if datum.File != "" {
			r.Mark(manifest.Path{"data", key}, manifest.Source{File: datum.File, Line: datum.Line, SetBy: manifest.SetByInject})
		}
	}
	return r
}

// add adds a resource that the stanza at place brings. It may be there from an earlier run, whose source
// it then has, and stays as the overlays have left it then. One that says the same is as good; hooks are
// not looked at, since Helm 3 does not show them.
func (in *Injector) add(s *manifest.Set, made *manifest.Resource, place, remedy string) (*manifest.Set, error) {
	id := made.ID()
	for r := range s.All() {
		if r.Hook() || r.ID().InNamespace(in.namespace(r)) != id.InNamespace(in.namespace(made)) {
			continue
		}
		if r.Source().File == made.Source().File || reflect.DeepEqual(specified(r), specified(made)) {
			return s, nil
		}
		return nil, &StanzaError{
			Place:  place,
			Reason: fmt.Sprintf("makes %s, which the release has already, with other content: %s", id, r.Place()),
			Remedy: remedy,
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
