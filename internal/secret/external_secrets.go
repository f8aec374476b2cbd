package secret

import (
	"cmp"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

const externalSecretsGroup = "external-secrets.io"

// externalSecrets is the backend of the External Secrets operator, which copies Secrets from the store
// of a vendor.
type externalSecrets struct{}

func (externalSecrets) Name() string { return "externalSecrets" }

func (externalSecrets) Volume(string, Environment) (map[string]any, bool) { return nil, false }

func (externalSecrets) Requires(wanted []Wanted, e Environment) ([]*manifest.Resource, error) {
	var required []*manifest.Resource
	for _, w := range wanted {
		required = append(required, manifest.New(map[string]any{
			"apiVersion": externalSecretsGroup + "/v1",
			"kind":       "ExternalSecret",
			"metadata":   map[string]any{"name": w.Secret},
			"spec":       externalSecretSpec(w, e),
		}, madeFor(w)))
	}
	return required, nil
}

func externalSecretSpec(w Wanted, e Environment) map[string]any {
	var data []any
	for _, key := range w.Keys {
		data = append(data, map[string]any{
			"secretKey": key,
			"remoteRef": map[string]any{
				"key":      remoteName(w.Secret, e),
				"property": property(w.Secret, key, e),
			},
		})
	}
	target := map[string]any{"name": w.Secret, "creationPolicy": "Owner"}
	if t := typeFor(w.Keys); t != typeOpaque {
		target["template"] = map[string]any{"type": t}
	}
	spec := map[string]any{
		"secretStoreRef": map[string]any{"kind": e.Store.StoreRef.Kind, "name": e.Store.StoreRef.Name},
		"target":         target,
		"data":           data,
	}
	if e.Store.RefreshInterval != "" {
		spec["refreshInterval"] = e.Store.RefreshInterval
	}
	return spec
}

// remoteName is the name of a Secret in the store of the vendor.
func remoteName(secret string, e Environment) string {
	if remote := e.Store.Remote[secret].Key; remote != "" {
		return remote
	}
	if e.Store.Prefix == "" {
		return secret
	}
	return strings.TrimSuffix(e.Store.Prefix, "/") + "/" + secret
}

// property is what the store of the vendor calls a key of a Secret.
func property(secret, key string, e Environment) string {
	return cmp.Or(e.Store.Remote[secret].Properties[key], key)
}

// Produces knows all versions of the API: they say this alike. A PushSecret goes the other way, out of
// the cluster. In which namespaces a ClusterExternalSecret works is up to the labels that these have.
func (externalSecrets) Produces(r *manifest.Resource) []Secret {
	id := r.ID()
	if id.Group() != externalSecretsGroup {
		return nil
	}
	switch id.Kind {
	case "ExternalSecret":
		return fetched(mapping(r.Object(), "spec"), Secret{Name: id.Name})
	case "ClusterExternalSecret":
		name := cmp.Or(text(r.Object(), "spec", "externalSecretName"), id.Name)
		return fetched(mapping(r.Object(), "spec", "externalSecretSpec"), Secret{Name: name, Anywhere: true})
	default:
		return nil
	}
}

// fetched completes the Secret that the spec of an ExternalSecret makes, if it makes one.
func fetched(spec map[string]any, made Secret) []Secret {
	policy := text(spec, "target", "creationPolicy")
	if policy == "None" || mapping(spec, "target", "manifest") != nil {
		return nil
	}
	made.Name = cmp.Or(text(spec, "target", "name"), made.Name)
	keys, open := fetchedKeys(spec)
	made.Keys = keySet(keys)
	made.Open = open || policy == "Merge" // into a Secret that somebody else makes
	return []Secret{made}
}

// fetchedKeys follows the operator: what is fetched ends up in the Secret unless a template says what
// does; values that templates take from ConfigMaps, Secrets and text can have any key.
func fetchedKeys(spec map[string]any) (keys []string, open bool) {
	template := mapping(spec, "target", "template")
	from := mappings(template, "templateFrom")
	keys = keysOf(mapping(template, "data"))
	if len(keys) == 0 && len(from) == 0 || text(template, "mergePolicy") == "Merge" {
		keys = append(keys, texts(mappings(spec, "data"), "secretKey")...)
		open = len(mappings(spec, "dataFrom")) > 0
	}
	for _, source := range from {
		target := cmp.Or(text(source, "target"), "Data")
		open = open || target != "Labels" && target != "Annotations"
	}
	return keys, open
}
