package secret

import (
	"slices"

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

// Plain reports whether it is a Secret of the release itself.
func (p Provider) Plain() bool { return p.By == ByRelease && p.Resource.Kind == environ.Secret }

// Mounts reports whether the Secret is made when a pod mounts a volume, and goes with the last one.
func (p Provider) Mounts() bool { return p.By == ByRelease && p.Resource.Kind == kindProviderClass }

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
			o := offer{Secret: made, namespace: in.namespace(r), hook: r.Hook() && !made.Lasting}
			if made.Anywhere {
				o.namespace = ""
			}
			o.Provider = Provider{By: ByRelease, Resource: r.ID().InNamespace(in.namespace(r))}
			all = append(all, o)
		}
	}
	for _, e := range in.Project.Declared(in.Environment.Name) {
		if e.Kind != environ.Secret {
			continue
		}
		o := offer{
			Secret:    Secret{Name: e.Name, Keys: e.Keys, Open: len(e.Keys) == 0},
			Provider:  Provider{By: ByExisting, Place: e.Place},
			namespace: e.Namespace,
		}
		if e.Referred {
			o.By = ByStanza
		}
		all = append(all, o)
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
		n.Keys[i].Provider = first(mine, key.Uses, func(o offer) bool { return o.Open || Holds(o.Keys, key.Name) })
	}
}

// Holds reports whether a key is among those of a Secret, or what the kubelet takes for it: credentials of
// registries come in an old form too.
func Holds(keys []string, key string) bool {
	return slices.Contains(keys, key) || key == dockerConfig && slices.Contains(keys, oldDockerConfig)
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
