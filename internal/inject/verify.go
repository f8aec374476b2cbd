package inject

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// verify refuses stanzas whose ConfigMap is not there as the overlays have left it. It looks at what
// the containers refer to now: a reference that an overlay renamed or removed is none of the stanza's.
func (in *Injector) verify(s *manifest.Set, x index) error {
	var errs []error
	seen := map[string]bool{}
	for r := range s.All() {
		for t := range in.kinds.PodTemplates(r) {
			w := workload{r, t}
			for _, err := range in.verifyWorkload(w, x.of(w)) {
				if !seen[err.Error()] {
					seen[err.Error()] = true
					errs = append(errs, err)
				}
			}
		}
	}
	return errors.Join(errs...)
}

func (in *Injector) verifyWorkload(w workload, o objects) []error {
	var errs []error
	namespace, refs := in.namespace(w.Resource), slices.Collect(environ.References(w.template))
	for c := range w.template.Containers() {
		stanzas := in.reaching(w, c)
		if err := o.refuseConflicts(w, c, namespace, stanzas); err != nil {
			errs = append(errs, err)
		}
		for _, st := range stanzas {
			for _, ref := range refs {
				if ref.Container == c.Name && st.brings(ref) {
					errs = append(errs, o.verifyReference(st, ref, namespace)...)
				}
			}
		}
	}
	return errs
}

// brings reports whether a reference is to the ConfigMap of the stanza, and needs it.
func (st *stanza) brings(ref environ.Reference) bool {
	return st.kind == environ.ConfigMap && ref.Kind == st.kind && ref.Name == st.name && !ref.Optional
}

// verifyReference judges one reference of a container to the ConfigMap of a stanza.
func (o objects) verifyReference(st *stanza, ref environ.Reference, namespace string) []error {
	refuse := func(remedy, reason string, values ...any) error {
		return &StanzaError{Place: st.place, Reason: fmt.Sprintf(reason, values...), Remedy: remedy}
	}
	known, found := o.keysOf(st, namespace)
	switch {
	case !found:
		return []error{refuse("render the ConfigMap in the chart, give the stanza data: or files: for the environment, or declare it under existing:",
			"ConfigMap %s is not in the release, in namespace %s", st.name, namespace)}
	case o.immutable(namespace, st.name):
		return []error{refuse("take immutable: out of the ConfigMap: the checksum in the pods rolls them when it changes",
			"ConfigMap %s is immutable, and an upgrade that changes a value of it would fail: its name stays the same", st.name)}
	}
	var errs []error
	for _, key := range ref.Keys {
		if !known.open && !slices.Contains(known.keys, key.Name) {
			errs = append(errs, refuse("add the key to the ConfigMap, or take it out of keys", "ConfigMap %s has no key %s in its data", st.name, key.Name))
		}
	}
	if len(ref.Keys) > 0 {
		return errs
	}
	for _, key := range known.keys {
		if !environ.ValidName(st.prefix + key) {
			errs = append(errs, refuse("rename the key, or use mode: keys, which can rename it", "key %q of ConfigMap %s is no valid variable name", key, st.name))
		}
	}
	return errs
}
