package check

import (
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// providers are the ConfigMaps and Secrets that pods can count on, with their keys.
type providers map[providerKey]map[string]bool

// providerKey names an object; without a namespace it is there in every one.
type providerKey struct{ kind, namespace, name string }

// everywhere are the ConfigMaps that a cluster puts into every namespace.
func everywhere() map[string][]string {
	return map[string][]string{
		"kube-root-ca.crt":         {"ca.crt"},
		"openshift-service-ca.crt": {"service-ca.crt"},
	}
}

// provided collects what the release makes, what hash.yaml declares and what a cluster has anyway, for
// the pods of hooks or for all others. What stands in crds/ is none of it: hash-post never sees that.
func (in Release) provided(toHooks bool) providers {
	p := providers{}
	for name, keys := range everywhere() {
		p.add(providerKey{environ.ConfigMap, "", name}, keys)
	}
	for _, s := range in.Secrets {
		if config.AppliesTo(s.Environments, in.Environment) {
			for _, key := range s.Keys {
				p.add(providerKey{environ.Secret, "", s.Secret}, []string{key.Key})
			}
		}
	}
	for r := range environ.Providers(in.Set, toHooks) {
		if made, ok := secret.Made(r); ok {
			p.add(providerKey{environ.Secret, in.namespace(r), made.Name}, made.Keys)
		}
		if id := r.ID(); id.APIVersion == "v1" && id.Kind == environ.ConfigMap {
			p.add(providerKey{environ.ConfigMap, in.namespace(r), id.Name}, configMapKeys(r))
		}
	}
	return p
}

func (in Release) namespace(r *manifest.Resource) string {
	return r.ID().InNamespace(in.Namespace).Namespace
}

// configMapKeys gives the keys of data and binaryData, which share one space of names.
func configMapKeys(r *manifest.Resource) []string {
	var keys []string
	for _, field := range []string{"data", "binaryData"} {
		entries, _ := r.Object()[field].(map[string]any)
		keys = slices.AppendSeq(keys, maps.Keys(entries))
	}
	return keys
}

// add adds keys to an object. Several may make it: a hook and a template, or the release and hash.yaml.
func (p providers) add(key providerKey, keys []string) {
	if p[key] == nil {
		p[key] = map[string]bool{}
	}
	for _, k := range keys {
		p[key][k] = true
	}
}

// find gives the keys of an object in a namespace.
func (p providers) find(kind, namespace, name string) (keys map[string]bool, found bool) {
	here, inNamespace := p[providerKey{kind, namespace, name}]
	anywhere, declared := p[providerKey{kind, "", name}]
	if !inNamespace || !declared {
		return firstOf(here, anywhere), inNamespace || declared
	}
	both := maps.Clone(here)
	maps.Copy(both, anywhere)
	return both, true
}

func firstOf(a, b map[string]bool) map[string]bool {
	if a != nil {
		return a
	}
	return b
}

// namespaces lists where the release makes an object.
func (p providers) namespaces(kind, name string) []string {
	var namespaces []string
	for key := range p {
		if key.kind == kind && key.name == name {
			namespaces = append(namespaces, key.namespace)
		}
	}
	slices.Sort(namespaces)
	return namespaces
}

// names lists the objects of a kind that pods of a namespace can refer to.
func (p providers) names(kind, namespace string) []string {
	var names []string
	for key := range p {
		if key.kind == kind && (key.namespace == namespace || key.namespace == "") {
			names = append(names, key.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func sortedKeys(keys map[string]bool) []string { return slices.Sorted(maps.Keys(keys)) }
