package inject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// existingProvider is the secret backend that brings nothing into the release.
const existingProvider = "existing"

// stanza is one entry of env or secrets: an object whose keys become variables of containers.
type stanza struct {
	kind     string // ConfigMap or Secret
	name     string // of the object
	prefix   string // of the variables, where all keys become some; those of keys have it already
	keys     []config.KeyName
	into     config.Target
	optional bool
	place    string            // hash.yaml:12
	existing []config.Existing // in the environment
	volume   map[string]any    // that pods must mount for the object to be there, or nil

	fromRelease bool // a resource that the stanza brings makes the object, by the cluster's hand
}

// stanzasOf gives those that count in an environment, shared env first, in the order of the file.
func stanzasOf(p *config.Project, environment *config.Environment) []*stanza {
	var stanzas []*stanza
	existing := p.ExistingFor(environment.Name)
	add := func(environments []string, st stanza) {
		if config.AppliesTo(environments, environment.Name) {
			st.existing = existing
			stanzas = append(stanzas, &st)
		}
	}
	for _, e := range p.Env {
		add(e.Environments, stanza{
			kind: environ.ConfigMap, name: e.ConfigMap, prefix: e.Prefix, keys: e.Keys,
			into: e.Into, optional: e.Optional, place: e.Place,
		})
	}
	for _, s := range p.Secrets {
		add(s.Environments, stanza{
			kind: environ.Secret, name: s.Secret, keys: s.Keys,
			into: s.Into, optional: s.Optional, place: s.Place,
			volume:      volumeOf(s.Secret, p, environment),
			fromRelease: environment.SecretStore.Provider != existingProvider,
		})
	}
	return stanzas
}

// declared reports whether existing says that the stanza's object is in a namespace, and with which keys;
// none stands for any.
func (st *stanza) declared(namespace string) (keys []string, found bool) {
	return declared(st.existing, objectKey{st.kind, namespace, st.name})
}

// whole reports whether all keys of the object become variables: by envFrom.
func (st *stanza) whole() bool { return len(st.keys) == 0 }

// refField is the field of valueFrom that names a key of the object.
func (st *stanza) refField() string {
	if st.kind == environ.Secret {
		return "secretKeyRef"
	}
	return "configMapKeyRef"
}

func (st *stanza) source() manifest.Source {
	source := finding.PlaceSource(st.place)
	source.SetBy = manifest.SetByInject
	return source
}

// String names the object and the stanza to people.
func (st *stanza) String() string { return fmt.Sprintf("%s %s (%s)", st.kind, st.name, st.place) }

// wanted describes the workloads and containers that the stanza means.
func (st *stanza) wanted() string {
	text := fmt.Sprintf("matches the selector %q", st.into.Selector)
	if slices.Contains(st.into.Containers, "*") {
		return text
	}
	return fmt.Sprintf("%s and has a container called %s", text, strings.Join(st.into.Containers, " or "))
}
