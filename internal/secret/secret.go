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
	Producer
	// Name is the provider of hash.yaml's secretStore.
	Name() string
	// Requires gives the resources that must exist for the Secrets wanted to be there in an environment.
	Requires(wanted []Wanted, e Environment) ([]*manifest.Resource, error)
	// Volume gives the volume that pods have to mount for the Secret to be there; ok is false where none.
	Volume(secret string, e Environment) (volume map[string]any, ok bool)
}

// Producer is whoever makes Secrets from resources.
type Producer interface {
	// Produces tells which Secrets a resource makes.
	Produces(r *manifest.Resource) []Secret
}

// Environment is what a backend has to know of an environment.
type Environment struct {
	Name      string // of hash.yaml
	Namespace string // of the release
	Store     config.SecretStore
}

// Wanted is a Secret that hash.yaml refers to, with all keys that any of its stanzas takes.
type Wanted struct {
	Secret string
	Keys   []string // sorted
	Place  string   // of the first stanza: hash.yaml:12
}

// Secret is a Secret as seen from outside: never its values.
type Secret struct {
	Name     string   // in the namespace of the resource that makes it
	Keys     []string // sorted
	Open     bool     // it may have more keys, which only the cluster knows
	Anywhere bool     // in namespaces that only the cluster knows, whatever that of the resource
	Lasting  bool     // it stays when Helm deletes the resource, as it does with hooks
}

// Backends lists all backends in the order of the documentation.
func Backends() []Backend {
	return []Backend{
		existing{},
		externalSecrets{},
		sealedSecrets{},
		csi{},
	}
}

// producers lists the backends, and those who make Secrets without being asked by hash.yaml.
func producers() []Producer {
	list := []Producer{certManager{}, job{}}
	for _, b := range Backends() {
		list = append(list, b)
	}
	return list
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

// Made tells which Secrets a resource makes by any backend, or by a controller that is none.
func Made(r *manifest.Resource) []Secret {
	var made []Secret
	for _, p := range producers() {
		made = append(made, p.Produces(r)...)
	}
	return made
}
