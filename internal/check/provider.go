package check

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// made is an object that a resource is or makes.
type made struct {
	objectKey
	content
	lasting bool // it stays when Helm deletes the resource, as it does with hooks
}

// makes gives the objects that a resource is or makes.
func (in Release) makes(r *manifest.Resource) []made {
	var all []made
	for _, s := range secret.Made(r) {
		m := made{objectKey: objectKey{environ.Secret, in.namespace(r), s.Name}, lasting: s.Lasting}
		if s.Anywhere {
			m.namespace = ""
		}
		m.content = content{keys: variables(s.Keys), open: s.Open}
		all = append(all, m)
	}
	if isConfigMap(r) {
		m := made{objectKey: objectKey{environ.ConfigMap, in.namespace(r), r.ID().Name}}
		m.keys = variables(keysIn(r, "data"))
		for _, key := range keysIn(r, "binaryData") {
			if !m.keys[key] {
				m.keys[key] = false // no variable is made of it
			}
		}
		all = append(all, m)
	}
	return all
}

// provided collects what the release makes, what hash.yaml declares and what a cluster has anyway, for
// hooks or for all others. What stands in crds/ is none of it: hash-post never sees that.
func (in Release) provided(toHooks bool, makes map[*manifest.Resource][]made) objects {
	all := in.outside()
	for r := range environ.Providers(in.Set, toHooks) {
		for _, m := range makes[r] {
			all.merge(m)
		}
	}
	if !toHooks {
		all.addLasting(makes)
	}
	return all
}

func (o objects) addLasting(makes map[*manifest.Resource][]made) {
	for _, each := range makes {
		for _, m := range each {
			if m.lasting {
				o.merge(m)
			}
		}
	}
}

// outside collects what is there without the release.
func (in Release) outside() objects {
	all := objects{}
	for name, key := range environ.ClusterConfigMaps() {
		all.add(objectKey{environ.ConfigMap, "", name}, true, key)
	}
	in.addDeclared(all)
	return all
}

// existing gives what is there before the release: a stanza of secrets says only that somebody makes its
// Secret, and that may be the release.
func (in Release) existing() objects {
	in.Declared = slices.DeleteFunc(slices.Clone(in.Declared), func(e config.Existing) bool { return e.Referred })
	return in.outside()
}

// addDeclared adds what hash.yaml says is in the cluster.
func (in Release) addDeclared(to objects) {
	for _, e := range in.Declared {
		key := objectKey{e.Kind, e.Namespace, e.Name}
		to.add(key, true, e.Keys...)
		if len(e.Keys) == 0 {
			to.open(key)
		}
	}
}

func (in Release) namespace(r *manifest.Resource) string {
	return r.ID().InNamespace(in.Namespace).Namespace
}
