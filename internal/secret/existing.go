package secret

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// existing is the backend for Secrets that somebody made already: by kubectl, by another release, or
// as plain Secrets in this one.
type existing struct{}

func (existing) Name() string { return "existing" }

func (existing) Requires([]Wanted, Environment) ([]*manifest.Resource, error) { return nil, nil }

func (existing) Volume(string, Environment) (map[string]any, bool) { return nil, false }

func (existing) Produces(r *manifest.Resource) []Secret {
	id := r.ID()
	if id.Group() != "" || id.Kind != "Secret" {
		return nil
	}
	keys := slices.Concat(keysOf(mapping(r.Object(), "data")), keysOf(mapping(r.Object(), "stringData")))
	made := Secret{Name: id.Name}
	if text(r.Object(), "type") == "kubernetes.io/service-account-token" {
		// Kubernetes fills these in, and distributions add their own.
		keys = append(keys, "ca.crt", "namespace", "token")
		made.Open = true
	}
	made.Keys = keySet(keys)
	return []Secret{made}
}
