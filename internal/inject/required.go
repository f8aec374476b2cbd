package inject

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// addRequired adds what the secret backend of the environment needs for the Secrets of the stanzas.
func (in *Injector) addRequired(s *manifest.Set) (*manifest.Set, error) {
	if len(in.project.Secrets) == 0 {
		return s, nil
	}
	backend, err := secret.Find(in.environment.SecretStore.Provider)
	if err != nil {
		return nil, fmt.Errorf("environment %s: %w", in.environment.Name, err)
	}
	required, err := backend.Requires(in.wanted(), secretEnvironment(in.project, in.environment))
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

// wanted brings the stanzas of secrets together: one entry for each Secret, with all of its keys.
func (in *Injector) wanted() []secret.Wanted {
	var all []secret.Wanted
	for _, ref := range in.project.SecretsFor(in.environment.Name) {
		i := slices.IndexFunc(all, func(w secret.Wanted) bool { return w.Secret == ref.Secret })
		if i < 0 {
			i = len(all)
			all = append(all, secret.Wanted{Secret: ref.Secret, Place: ref.Place})
		}
		for _, key := range ref.Keys {
			all[i].Keys = append(all[i].Keys, key.Key)
		}
	}
	for i := range all {
		slices.Sort(all[i].Keys)
		all[i].Keys = slices.Compact(all[i].Keys)
	}
	return all
}
