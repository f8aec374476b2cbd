package secret

import (
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// existing is the backend for Secrets that somebody made already: by kubectl, by another release, or
// as plain Secrets in this one.
type existing struct{}

func (existing) Name() string { return "existing" }

func (existing) Requires(config.SecretReference, config.SecretStore) []*manifest.Resource { return nil }

func (existing) Produces(r *manifest.Resource) (Secret, bool) {
	id := r.ID()
	if id.Group() != "" || id.Kind != "Secret" {
		return Secret{}, false
	}
	keys := map[string]bool{}
	for _, field := range []string{"data", "stringData"} {
		entries, _ := r.Object()[field].(map[string]any)
		for key := range entries {
			keys[key] = true
		}
	}
	return Secret{Name: id.Name, Keys: slices.Sorted(maps.Keys(keys))}, true
}
