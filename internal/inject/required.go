package inject

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// addRequired adds what the secret backend of the environment needs for the Secrets that containers got.
func (in *Injector) addRequired(s *manifest.Set, reached reach) (*manifest.Set, error) {
	if len(in.project.Secrets) == 0 {
		return s, nil
	}
	backend, err := secret.Find(in.environment.SecretStore.Provider)
	if err != nil {
		return nil, fmt.Errorf("environment %s: %w", in.environment.Name, err)
	}
	required, err := backend.Requires(in.wanted(reached), secretEnvironment(in.project, in.environment))
	if err != nil {
		return nil, fmt.Errorf("environment %s: %w", in.environment.Name, err)
	}
	for _, r := range required {
		if s, err = in.add(s, r, in.environment.SecretStore.Place, "take the resource out of the chart, or let its stanza leave the environment out"); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func secretEnvironment(p *config.Project, e *config.Environment) secret.Environment {
	return secret.Environment{Name: e.Name, Namespace: p.Release.Namespace, Store: e.SecretStore}
}

// wanted brings the stanzas together that reached a container: one entry for each Secret, with their
// keys. A key that nothing here reads need not be in the vendor's store, and one that is missing there
// would keep the whole Secret from being made.
func (in *Injector) wanted(reached reach) []secret.Wanted {
	var all []secret.Wanted
	for _, st := range in.stanzas {
		if st.kind != environ.Secret || !reached.matched[st] {
			continue
		}
		i := slices.IndexFunc(all, func(w secret.Wanted) bool { return w.Secret == st.name })
		if i < 0 {
			i = len(all)
			all = append(all, secret.Wanted{Secret: st.name, Place: st.place})
		}
		for _, key := range st.keys {
			all[i].Keys = append(all[i].Keys, key.Key)
		}
	}
	for i := range all {
		slices.Sort(all[i].Keys)
		all[i].Keys = slices.Compact(all[i].Keys)
	}
	return all
}
