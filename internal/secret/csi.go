package secret

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// csi is the backend of the Secrets Store CSI driver. It copies what it mounts into Secrets, but only
// as long as a pod mounts it.
type csi struct{}

const (
	csiGroup          = "secrets-store.csi.x-k8s.io"
	kindProviderClass = "SecretProviderClass"
)

func (csi) Name() string { return "csi" }

func (csi) Requires(wanted []Wanted, e Environment) ([]*manifest.Resource, error) {
	var required []*manifest.Resource
	for _, w := range wanted {
		spec, err := providerClassSpec(w, e)
		if err != nil {
			return nil, err
		}
		required = append(required, manifest.New(map[string]any{
			"apiVersion": csiGroup + "/v1",
			"kind":       kindProviderClass,
			"metadata":   map[string]any{"name": w.Secret},
			"spec":       spec,
		}, madeFor(w)))
	}
	return required, nil
}

func providerClassSpec(w Wanted, e Environment) (map[string]any, error) {
	provider, err := findCSIProvider(e.Store.CSI.Provider)
	if err != nil {
		return nil, err
	}
	if name, found := provider.lacks(e.Store.CSI.Parameters); found {
		return nil, &StoreError{
			Place:  cmp.Or(e.Store.Place, w.Place),
			Reason: fmt.Sprintf("provider %s of the CSI driver mounts nothing without parameter %s", provider.name, name),
			Remedy: "name it in secretStore.csi.parameters of hash.yaml",
		}
	}
	objects, err := provider.objects(w, e)
	if err != nil {
		return nil, err
	}
	parameters := map[string]any{provider.parameter: objects}
	for name, value := range e.Store.CSI.Parameters {
		if name == provider.parameter {
			return nil, &StoreError{
				Place:  e.Store.Place,
				Reason: fmt.Sprintf("secretStore.csi.parameters has %s, which is made from the stanzas of secrets", name),
				Remedy: "take it out; prefix and remote say where the values are",
			}
		}
		parameters[name] = value
	}
	var data []any
	for _, key := range w.Keys {
		data = append(data, map[string]any{"objectName": mountedAs(w, key), "key": key})
	}
	return map[string]any{
		"provider":      provider.name,
		"parameters":    parameters,
		"secretObjects": []any{map[string]any{"secretName": w.Secret, "type": typeFor(w.Keys), "data": data}},
	}, nil
}

// mountedAs is the file of a key in the volume. The name of the Secret keeps it apart from the names of
// remote secrets, which the provider of AWS mounts beside it; Secrets have no underscore in theirs.
func mountedAs(w Wanted, key string) string { return w.Secret + "_" + key }

// Volume gives a volume that some container must mount: the kubelet skips volumes that none does.
func (csi) Volume(secret string, _ Environment) (map[string]any, bool) {
	return map[string]any{
		"name": volumeName(secret),
		"csi": map[string]any{
			"driver":           "secrets-store.csi.k8s.io",
			"readOnly":         true,
			"volumeAttributes": map[string]any{"secretProviderClass": secret},
		},
	}, true
}

// volumeName makes a label of DNS, which is shorter than the name of a Secret may be and has no dots.
func volumeName(secret string) string {
	const longest, hashed = 63, 8
	name := "csi-" + strings.ReplaceAll(secret, ".", "-")
	if len(name) <= longest && !strings.Contains(secret, ".") {
		return name
	}
	sum := sha256.Sum256([]byte(secret))
	return name[:min(len(name), longest-hashed-1)] + "-" + hex.EncodeToString(sum[:])[:hashed]
}

func (csi) Produces(r *manifest.Resource) []Secret {
	id := r.ID()
	if id.Group() != csiGroup || id.Kind != kindProviderClass {
		return nil
	}
	var made []Secret
	for _, object := range mappings(r.Object(), "spec", "secretObjects") {
		if name := text(object, "secretName"); name != "" {
			made = append(made, Secret{Name: name, Keys: keySet(texts(mappings(object, "data"), "key"))})
		}
	}
	return made
}
