package inject

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
)

// meant reports whether a reference is to the ConfigMap of the stanza.
func (st *stanza) meant(ref environ.Reference) bool {
	return st.kind == environ.ConfigMap && ref.Kind == st.kind && ref.Name == st.name
}

// refuse makes an error of the stanza.
func (st *stanza) refuse(remedy, reason string, values ...any) []error {
	return []error{&StanzaError{Place: st.place, Reason: fmt.Sprintf(reason, values...), Remedy: remedy}}
}

// reference judges one reference of a container to the ConfigMap of a stanza. What it takes optionally
// may be missing.
func (v verification) reference(o objects, st *stanza, ref environ.Reference, namespace string) []error {
	_, found := o.keysOf(st, namespace)
	switch {
	case o.immutable(namespace, st.name):
		return st.refuse("take immutable: out of the ConfigMap: the checksum in the pods rolls them when it changes",
			"ConfigMap %s is immutable, and an upgrade that changes a value of it would fail: its name stays the same", st.name)
	case ref.Optional:
		return nil
	case found:
		return o.verifyKeys(st, ref, namespace)
	case v.index.hooks[objectKey{st.kind, namespace, st.name}] != nil:
		return st.refuse("make it a resource that is no hook; a hook that runs before it needs a copy of it under another name",
			"ConfigMap %s is not in the release, in namespace %s: it is made only by a hook, on which other pods cannot count", st.name, namespace)
	default:
		return st.refuse("render the ConfigMap in the chart, give the stanza data: or files: for the environment, or declare it under existing:",
			"ConfigMap %s is not in the release, in namespace %s", st.name, namespace)
	}
}

// verifyKeys judges the keys that a reference takes of the ConfigMap of a stanza.
func (o objects) verifyKeys(st *stanza, ref environ.Reference, namespace string) []error {
	known, _ := o.keysOf(st, namespace)
	var errs []error
	for _, key := range ref.Keys {
		if !known.open && !slices.Contains(known.keys, key.Name) {
			errs = append(errs, st.refuse("add the key to the ConfigMap, or take it out of keys", "ConfigMap %s has no key %s in its data", st.name, key.Name)...)
		}
	}
	if len(ref.Keys) > 0 {
		return errs
	}
	for _, key := range known.keys {
		if !environ.ValidName(st.prefix + key) {
			errs = append(errs, st.refuse("rename the key, or use mode: keys, which can rename it", "key %q of ConfigMap %s is no valid variable name", key, st.name)...)
		}
	}
	return errs
}
