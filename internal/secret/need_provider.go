package secret

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// By is who provides a Secret or a key of it.
type By string

// Who provides Secrets.
const (
	ByNobody   By = ""         // as far as anybody knows
	ByRelease  By = "release"  // a resource of the release makes it
	ByExisting By = "existing" // existing of hash.yaml says that it is there
	ByStanza   By = "secrets"  // a stanza of secrets refers to it, so somebody makes it outside of the release
)

// Provider says who provides a Secret or a key.
type Provider struct {
	By       By
	Resource manifest.ID // of ByRelease, its namespace filled in
	Place    string      // of the stanza: hash.yaml:12
}

// offer is what a provider has.
type offer struct {
	Secret
	Provider
	namespace string // empty: any
	hook      bool   // only hooks can count on it
}

// providers lists all offers, the surest first.
func (in Release) providers() []offer {
	var all []offer
	for r := range in.Set.All() {
		for _, made := range Made(r) {
			o := offer{Secret: made, namespace: in.namespace(r), hook: r.Hook()}
			if made.Anywhere {
				o.namespace = ""
			}
			o.Provider = Provider{By: ByRelease, Resource: r.ID().InNamespace(in.namespace(r))}
			all = append(all, o)
		}
	}
	for _, e := range in.Project.Existing {
		if e.Kind == environ.Secret && config.AppliesTo(e.Environments, in.Environment.Name) {
			all = append(all, offer{
				Secret:    Secret{Name: e.Name, Keys: e.Keys, Open: len(e.Keys) == 0},
				Provider:  Provider{By: ByExisting, Place: e.Place},
				namespace: e.Namespace,
			})
		}
	}
	for _, s := range in.Project.Secrets {
		if config.AppliesTo(s.Environments, in.Environment.Name) {
			made := Secret{Name: s.Secret}
			for _, key := range s.Keys {
				made.Keys = append(made.Keys, key.Key)
			}
			all = append(all, offer{Secret: made, Provider: Provider{By: ByStanza, Place: s.Place}, namespace: in.Project.Release.Namespace})
		}
	}
	return all
}

// provide says of the Secret and of each key who provides it.
func (n *Need) provide(offers []offer) {
	mine := slices.DeleteFunc(slices.Clone(offers), func(o offer) bool {
		return o.Name != n.Name || o.namespace != "" && o.namespace != n.Namespace
	})
	n.Provider = first(mine, n.Uses(), func(offer) bool { return true })
	for i, key := range n.Keys {
		n.Keys[i].Provider = first(mine, key.Uses, func(o offer) bool {
			return o.Open || slices.Contains(o.Keys, key.Name)
		})
	}
}

// first gives the provider of the first offer that fits and on which all users can count.
func first(offers []offer, users []Use, fits func(offer) bool) Provider {
	forAll := slices.ContainsFunc(users, func(u Use) bool { return !u.Hook })
	for _, o := range offers {
		if fits(o) && (!o.hook || !forAll) {
			return o.Provider
		}
	}
	return Provider{}
}
