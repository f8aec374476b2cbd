package check

import (
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// provided collects what the release makes, what hash.yaml declares and what a cluster has anyway, for
// hooks or for all others. What stands in crds/ is none of it: hash-post never sees that.
func (in Release) provided(toHooks bool) objects {
	all := objects{}
	addBuiltin(all)
	in.addDeclared(all)
	for r := range environ.Providers(in.Set, toHooks) {
		in.addMade(all, r)
	}
	return all
}

// addBuiltin adds the ConfigMaps that a cluster puts into every namespace.
func addBuiltin(to objects) {
	for name, key := range map[string]string{
		"kube-root-ca.crt":         "ca.crt",
		"openshift-service-ca.crt": "service-ca.crt",
	} {
		to.add(objectKey{environ.ConfigMap, "", name}, true, key)
	}
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

// addMade adds what a resource is or makes.
func (in Release) addMade(to objects, r *manifest.Resource) {
	for _, made := range secret.Made(r) {
		key := objectKey{environ.Secret, in.namespace(r), made.Name}
		if made.Anywhere {
			key.namespace = ""
		}
		to.add(key, true, made.Keys...)
		if made.Open {
			to.open(key)
		}
	}
	if isConfigMap(r) {
		key := objectKey{environ.ConfigMap, in.namespace(r), r.ID().Name}
		to.add(key, true, keysIn(r, "data")...)
		to.add(key, false, keysIn(r, "binaryData")...)
	}
}

func (in Release) namespace(r *manifest.Resource) string {
	return r.ID().InNamespace(in.Namespace).Namespace
}
