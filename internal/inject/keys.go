package inject

import (
	"maps"
	"slices"
)

// variablesOf lists the variables that a stanza sets, as far as they are known.
func (o objects) variablesOf(st *stanza, namespace string) []string {
	var names []string
	for _, key := range st.keys {
		names = append(names, key.Variable)
	}
	if !st.whole() {
		return names
	}
	known, _ := o.keysOf(st, namespace)
	for _, key := range known.keys {
		names = append(names, st.prefix+key)
	}
	return names
}

// keySet is the keys of a ConfigMap, sorted.
type keySet struct {
	keys []string
	open bool // it may have more
}

// keysOf gives the keys of a stanza's ConfigMap, as the release has them, or else existing.
func (o objects) keysOf(st *stanza, namespace string) (k keySet, found bool) {
	if data, found := o.variables(namespace, st.name); found {
		return keySet{keys: slices.Sorted(maps.Keys(data))}, true
	}
	keys, found := st.declared(namespace)
	return keySet{keys: slices.Sorted(slices.Values(keys)), open: len(keys) == 0}, found
}
