package check

import (
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// objects are ConfigMaps and Secrets by what is known of their keys.
type objects map[objectKey]content

// objectKey names an object; without a namespace it is there in every one.
type objectKey struct{ kind, namespace, name string }

// content is what is known of an object's keys.
type content struct {
	keys map[string]bool // whether variables can take them: those of binaryData can only be files
	open bool            // it may have more
}

// has reports whether the key is there, or may be.
func (c content) has(key string) bool {
	_, found := c.keys[key]
	return found || c.open
}

// file reports whether the key is there, but only for volumes.
func (c content) file(key string) bool {
	variable, found := c.keys[key]
	return found && !variable
}

// add adds keys to an object. Several may make it: a hook and a template, or the release and hash.yaml.
func (o objects) add(key objectKey, variables bool, names ...string) {
	known, ok := o[key]
	if !ok {
		known.keys = map[string]bool{}
		o[key] = known
	}
	for _, name := range names {
		known.keys[name] = known.keys[name] || variables
	}
}

// open says that an object may have more keys than are known.
func (o objects) open(key objectKey) {
	o.add(key, true)
	known := o[key]
	known.open = true
	o[key] = known
}

// merge adds an object that a resource makes.
func (o objects) merge(m made) {
	o.add(m.objectKey, true)
	for name, variable := range m.keys {
		o.add(m.objectKey, variable, name)
	}
	if m.open {
		o.open(m.objectKey)
	}
}

// variables are keys that variables can take.
func variables(names []string) map[string]bool {
	keys := map[string]bool{}
	for _, name := range names {
		keys[name] = true
	}
	return keys
}

// find gives what is known of an object in a namespace.
func (o objects) find(key objectKey) (known content, found bool) {
	here, inNamespace := o[key]
	anywhere, declared := o[objectKey{key.kind, "", key.name}]
	switch {
	case !declared:
		return here, inNamespace
	case !inNamespace:
		return anywhere, true
	}
	both := content{keys: maps.Clone(here.keys), open: here.open || anywhere.open}
	for name, variable := range anywhere.keys {
		both.keys[name] = both.keys[name] || variable
	}
	return both, true
}

// namespaces lists where there is an object of that name.
func (o objects) namespaces(kind, name string) []string {
	var namespaces []string
	for key := range o {
		if key.kind == kind && key.name == name {
			namespaces = append(namespaces, key.namespace)
		}
	}
	slices.Sort(namespaces)
	return namespaces
}

// names lists the objects of a kind that references from a namespace can lead to.
func (o objects) names(kind, namespace string) []string {
	var names []string
	for key := range o {
		if key.kind == kind && (key.namespace == namespace || key.namespace == "") {
			names = append(names, key.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func isConfigMap(r *manifest.Resource) bool {
	return r.ID().APIVersion == "v1" && r.ID().Kind == environ.ConfigMap
}

func isSecret(r *manifest.Resource) bool {
	return r.ID().APIVersion == "v1" && r.ID().Kind == environ.Secret
}

// keysIn gives the keys in one field of a ConfigMap or Secret, in any order.
func keysIn(r *manifest.Resource, field string) []string {
	entries, _ := r.Object()[field].(map[string]any)
	return slices.Collect(maps.Keys(entries))
}

// keysOf gives the keys that a stanza names.
func keysOf(names []config.KeyName) []string {
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = name.Key
	}
	return keys
}
