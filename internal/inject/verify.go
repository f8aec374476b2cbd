package inject

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// verify refuses stanzas whose ConfigMap is not there as the overlays have left it, and variables that
// the overlays have taken away from it. It looks at what the containers refer to now: a reference that an
// overlay renamed or removed is none of the stanza's.
func (in *Injector) verify(s *manifest.Set, x index) error {
	v := verification{Injector: in, index: x, collect: sync.OnceValue(func() *environ.Objects { return in.collect(s) })}
	var errs []error
	seen := map[string]bool{}
	for r := range s.All() {
		for t := range in.kinds.PodTemplates(r) {
			for _, err := range v.workload(workload{r, t}) {
				if !seen[err.Error()] {
					seen[err.Error()] = true
					errs = append(errs, err)
				}
			}
		}
	}
	return errors.Join(errs...)
}

// verification is of one release.
type verification struct {
	*Injector
	index   index
	collect func() *environ.Objects // what its containers get, if that matters
}

// collect finds what containers can count on, with what hash.yaml declares as existing. Where that names no
// namespace, it is in each.
func (in *Injector) collect(s *manifest.Set) *environ.Objects {
	found := environ.Collect(s, in.project.Release.Namespace)
	namespaces := map[string]bool{}
	for r := range s.All() {
		namespaces[in.namespace(r)] = true
	}
	for namespace := range namespaces {
		for _, e := range in.existing {
			if e.Namespace == "" || e.Namespace == namespace {
				found.Add(environ.Declared{Kind: e.Kind, Namespace: namespace, Name: e.Name, Keys: e.Keys, Open: len(e.Keys) == 0})
			}
		}
	}
	return found
}

func (v verification) workload(w workload) []error {
	var errs []error
	namespace, refs := v.namespace(w.Resource), slices.Collect(environ.References(w.template))
	o := v.index.of(w)
	for c := range w.template.Containers() {
		stanzas := v.reaching(w, c)
		if err := o.refuseConflicts(w, c, namespace, stanzas); err != nil {
			errs = append(errs, err)
		}
		for _, st := range stanzas {
			for _, ref := range refs {
				if ref.Container == c.Name && st.meant(ref) {
					errs = append(errs, v.reference(o, st, ref, namespace)...)
				}
			}
		}
		errs = append(errs, v.lost(w, c, o, func() environ.Environment { return v.collect().Of(w.Resource, w.template, c) })...)
	}
	return errs
}

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
