package secret

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
)

// Declare makes known what the pods of a release can count on besides its own objects: Secrets that
// operators make of its resources, and what hash.yaml says is in the cluster.
func (in Release) Declare(to *environ.Objects) {
	for _, namespace := range in.podNamespaces() {
		for _, o := range in.providers() {
			if o.namespace == "" || o.namespace == namespace {
				to.Add(environ.Declared{Kind: environ.Secret, Namespace: namespace, Name: o.Name, Keys: o.Keys, Open: o.Open, ForHooks: o.hook})
			}
		}
		for _, e := range in.Project.Declared(in.Environment.Name) {
			if e.Kind == environ.ConfigMap && (e.Namespace == "" || e.Namespace == namespace) {
				to.Add(environ.Declared{Kind: e.Kind, Namespace: namespace, Name: e.Name, Keys: e.Keys, Open: len(e.Keys) == 0})
			}
		}
	}
}

// podNamespaces gives the namespaces that pods of the release are in, sorted.
func (in Release) podNamespaces() []string {
	var all []string
	for r := range in.Set.All() {
		for range in.Kinds.PodTemplates(r) {
			all = append(all, in.namespace(r))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
