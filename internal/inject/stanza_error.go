package inject

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// StanzaError is a stanza of hash.yaml that cannot do what it says.
type StanzaError struct {
	Place  string // hash.yaml:12
	Reason string
	Remedy string
}

func (e *StanzaError) Error() string { return e.Place + ": " + e.Reason }

// Hint names the remedy.
func (e *StanzaError) Hint() string { return e.Remedy }

// refuseConflicts refuses two stanzas that set one variable of a container: neither would be right.
func (o objects) refuseConflicts(w workload, c manifest.Container, namespace string, stanzas []*stanza) error {
	setBy := map[string]*stanza{}
	for _, st := range stanzas {
		for _, name := range o.variablesOf(st, namespace) {
			if first, taken := setBy[name]; taken {
				return &StanzaError{
					Place:  st.place,
					Reason: fmt.Sprintf("sets %s in container %s of %s, which %s sets already", name, c.Name, w.ID(), first.place),
					Remedy: "let only one of the stanzas have the variable, or narrow into or environments of one",
				}
			}
			setBy[name] = st
		}
	}
	return nil
}

// variablesOf lists the variables that a stanza sets, as far as they are known.
func (o objects) variablesOf(st *stanza, namespace string) []string {
	if st.whole() {
		data, _ := o.variables(namespace, st.name)
		return slices.Sorted(maps.Keys(data))
	}
	names := make([]string, len(st.keys))
	for i, key := range st.keys {
		names[i] = key.Variable
	}
	return names
}

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
	data, found := o.variables(namespace, st.name)
	if !found {
		return []error{&StanzaError{
			Place:  st.place,
			Reason: fmt.Sprintf("ConfigMap %s is not in the release, in namespace %s", st.name, namespace),
			Remedy: "render the ConfigMap in the chart, or give the stanza data: or dataFor: for the environment",
		}}
	}
	var errs []error
	for _, key := range ref.Keys {
		if _, ok := data[key.Name]; !ok {
			errs = append(errs, &StanzaError{
				Place:  st.place,
				Reason: fmt.Sprintf("ConfigMap %s has no key %s in its data", st.name, key.Name),
				Remedy: "add the key to the ConfigMap, or take it out of keys",
			})
		}
	}
	if len(ref.Keys) > 0 {
		return errs
	}
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if !environ.ValidName(name) {
			errs = append(errs, &StanzaError{
				Place:  st.place,
				Reason: fmt.Sprintf("key %q of ConfigMap %s is no valid variable name", name, st.name),
				Remedy: "rename the key, or use mode: keys, which can rename it",
			})
		}
	}
	return errs
}
