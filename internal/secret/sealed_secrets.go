package secret

import (
	"github.com/hashintel/helm-hash/internal/manifest"
)

// sealedSecrets is the backend of the Sealed Secrets controller: Secrets that are committed in files,
// and that only the cluster can unseal.
type sealedSecrets struct{}

func (sealedSecrets) Name() string { return "sealedSecrets" }

func (sealedSecrets) Volume(string, Environment) (map[string]any, bool) { return nil, false }

// Requires gives the SealedSecrets as they are in the files. One without a namespace counts as sealed
// for that of the release, into which it goes: what the seal is bound to cannot be seen from outside.
func (sealedSecrets) Requires(wanted []Wanted, e Environment) ([]*manifest.Resource, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	seals, err := readSeals(e.Store.Files)
	if err != nil {
		return nil, err
	}
	var required []*manifest.Resource
	for _, w := range wanted {
		s, err := seals.find(w, e)
		if err != nil {
			return nil, err
		}
		if err := s.holds(w, e); err != nil {
			return nil, err
		}
		required = append(required, manifest.New(s.object, s.source))
	}
	return required, nil
}

func (sealedSecrets) Produces(r *manifest.Resource) []Secret {
	if !isSeal(r) {
		return nil
	}
	return []Secret{unsealed(r)}
}

func isSeal(r *manifest.Resource) bool {
	id := r.ID()
	return id.Group() == "bitnami.com" && id.Kind == "SealedSecret"
}

// unsealed is the Secret as the controller makes it. Its name is that of the SealedSecret, whatever
// its template says; a template without a value takes a sealed key away.
func unsealed(r *manifest.Resource) Secret {
	object := r.Object()
	template := mapping(object, "spec", "template", "data")
	var keys []string
	for _, key := range keysOf(mapping(object, "spec", "encryptedData")) {
		if value, templated := template[key]; !templated || value != nil {
			keys = append(keys, key)
		}
	}
	for _, key := range keysOf(template) {
		if template[key] != nil {
			keys = append(keys, key)
		}
	}
	const patch = "sealedsecrets.bitnami.com/patch"
	return Secret{
		Name: r.ID().Name,
		Keys: keySet(keys),
		// The old form seals all keys as one, and a patch adds to a Secret that somebody else makes.
		Open: text(object, "spec", "data") != "" || text(object, "spec", "template", "metadata", "annotations", patch) == "true",
	}
}
