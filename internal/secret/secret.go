// Package secret knows the ways in which Secrets come to be in a cluster.
//
// It hides what each backend needs beside a workload, and which resource of whose API makes which
// Secret. No backend ever sees a secret value, so none can leak one.
package secret

import (
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Backend is one way in which Secrets come to be.
type Backend interface {
	// Name is the provider of hash.yaml's secretStore.
	Name() string
	// Requires gives the resources that must exist for a reference to be good in an environment.
	Requires(ref config.SecretReference, store config.SecretStore) []*manifest.Resource
	// Produces tells which Secret a resource makes; ok is false where it makes none by this backend.
	Produces(r *manifest.Resource) (made Secret, ok bool)
}

// Secret is a Secret as seen from outside: never its values.
type Secret struct {
	Name string // in the namespace of the resource that makes it
	Keys []string
}

// Backends lists all backends in the order of the documentation.
func Backends() []Backend {
	return []Backend{
		existing{},
	}
}

// Find gives the backend of a provider.
func Find(provider string) (Backend, error) {
	var names []string
	for _, b := range Backends() {
		if b.Name() == provider {
			return b, nil
		}
		names = append(names, b.Name())
	}
	return nil, fmt.Errorf("secretStore.provider %q is not built into this version: it has %s", provider, strings.Join(names, ", "))
}

// Made tells which Secret a resource makes by any backend.
func Made(r *manifest.Resource) (made Secret, ok bool) {
	for _, b := range Backends() {
		if made, ok = b.Produces(r); ok {
			return made, true
		}
	}
	return Secret{}, false
}
