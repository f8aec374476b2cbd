package cli

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
)

// required gives the resources that a backend would add.
func (o *secretsTemplateOptions) required(r *secretsRelease, backend string, chosen []secret.Need) ([]byte, error) {
	b, err := secret.Find(backend)
	if err != nil {
		return nil, err
	}
	store, err := o.storeOf(r.environment, backend)
	if err != nil {
		return nil, err
	}
	set := &manifest.Set{}
	for _, n := range chosen {
		e := secret.Environment{Name: r.environment.Name, Namespace: n.Namespace, Store: store}
		wanted := secret.Wanted{Secret: n.Name, Keys: n.KeyNames(), Place: cmp.Or(n.Provider.Place, "Secret "+n.String())}
		made, err := b.Requires([]secret.Wanted{wanted}, e)
		if err != nil {
			return nil, err
		}
		for _, resource := range made {
			set = set.With(inNamespace(resource, n.Namespace))
		}
		if volume, needed := b.Volume(n.Name, e); needed {
			o.say(fmt.Sprintf("Secret %s is there only while a pod mounts volume %s of driver secrets-store.csi.k8s.io, secretProviderClass %s",
				n, volume["name"], n.Name))
		}
	}
	return set.Bytes()
}

// inNamespace gives a resource that goes to a repository as it is, without the pipeline.
func inNamespace(r *manifest.Resource, namespace string) *manifest.Resource {
	object := maps.Clone(r.Object())
	metadata, _ := object["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	metadata["namespace"] = namespace
	object["metadata"] = metadata
	return manifest.New(object, manifest.Source{})
}

// storeOf is the store of the environment, with what the flags say otherwise.
func (o *secretsTemplateOptions) storeOf(env *config.Environment, backend string) (config.SecretStore, error) {
	store := env.SecretStore
	store.Prefix = cmp.Or(o.prefix, store.Prefix)
	store.CSI.Provider = cmp.Or(o.csiProvider, store.CSI.Provider)
	if o.store != "" {
		kind, name, found := strings.Cut(o.store, "/")
		if !found {
			kind, name = "SecretStore", o.store
		}
		if name == "" || kind != "SecretStore" && kind != "ClusterSecretStore" {
			return store, fmt.Errorf("--store: %q is neither SecretStore/NAME nor ClusterSecretStore/NAME", o.store)
		}
		store.StoreRef = config.StoreRef{Kind: kind, Name: name}
	}
	switch {
	case backend == "externalSecrets" && store.StoreRef.Name == "":
		return store, program.WithHint(errors.New("nothing says which store the values are in"), "give --store ClusterSecretStore/NAME, or secretStore.storeRef in hash.yaml")
	case o.csiProvider != "" && !slices.Contains(secret.CSIProviders(), o.csiProvider):
		return store, fmt.Errorf("--csi-provider: unknown provider %q: one of %s", o.csiProvider, strings.Join(secret.CSIProviders(), ", "))
	case backend == "csi" && store.CSI.Provider == "":
		return store, program.WithHint(errors.New("nothing says which provider serves the CSI driver"), "give --csi-provider, or secretStore.csi in hash.yaml")
	}
	return store, nil
}
