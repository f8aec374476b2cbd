package environ

import (
	"cmp"
	"slices"
)

// Declared is an object that is not in the release itself, such as the Secret that an operator makes.
type Declared struct {
	Kind      string // ConfigMap or Secret
	Namespace string // empty: that of resources that name none
	Name      string
	Keys      []string
	Open      bool // it may have more keys
	ForHooks  bool // only hooks can count on it
}

// Add makes an object known. What is known of one of that name already stays.
func (o *Objects) Add(d Declared) {
	d.Namespace = cmp.Or(d.Namespace, o.namespace)
	o.forHooks.declare(d)
	if !d.ForHooks {
		o.forOthers.declare(d)
	}
}

func (v *view) declare(d Declared) {
	declared := v.object(objectKey{d.Kind, d.Namespace, d.Name})
	declared.open = declared.open || d.Open
	for _, key := range d.Keys {
		if _, known := declared.values[key]; !known {
			source := Source{Kind: d.Kind, Name: d.Name, Key: key}
			declared.add(key, Variable{Value: unknown(source), Source: source})
		}
	}
	slices.Sort(declared.keys)
}

// ClusterConfigMaps gives the ConfigMaps that a cluster puts into every namespace, with their keys.
func ClusterConfigMaps() map[string]string {
	return map[string]string{
		"kube-root-ca.crt":         "ca.crt",
		"openshift-service-ca.crt": "service-ca.crt",
	}
}

// addClusterConfigMaps adds what a namespace has by itself. A resource of the same name takes its place.
func (v *view) addClusterConfigMaps(namespace string) {
	for name, key := range ClusterConfigMaps() {
		at := objectKey{ConfigMap, namespace, name}
		if v.objects[at] == nil {
			source := Source{Kind: ConfigMap, Name: name, Key: key}
			v.object(at).add(key, Variable{Value: unknown(source), Source: source})
		}
	}
}
