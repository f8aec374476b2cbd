package inject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// lack is what a container of a hook would get of a stanza if hooks were not left alone.
type lack struct {
	stanza *stanza
	keys   []config.KeyName // none: all keys of the ConfigMap
}

// String names what is lacking to people.
func (l lack) String() string {
	if l.stanza.whole() {
		return l.stanza.String()
	}
	names := make([]string, len(l.keys))
	for i, key := range l.keys {
		names[i] = key.Variable
	}
	return strings.Join(names, ", ") + " of " + l.stanza.String()
}

// lacking reports the containers of a hook that a stanza means, and that have nothing instead.
func (in *Injector) lacking(w workload, o objects) []finding.Finding {
	var findings []finding.Finding
	for c := range w.template.Containers() {
		lacks := in.lacksOf(w, c, o)
		if len(lacks) == 0 {
			continue
		}
		what := make([]string, len(lacks))
		for i, l := range lacks {
			what[i] = l.String()
		}
		f := ruleHook.Violation(fmt.Sprintf("the hook runs without %s: hash.yaml leaves hooks alone", strings.Join(what, ", ")))
		f.Fix = in.advise(w, c, o, lacks)
		f.Resource = w.ID()
		f.Container = c.Name
		f.Path = c.Path
		f.NamedPath = finding.NamedPath(c.Path, w.Object())
		f.Source = w.Origin(c.Path)
		findings = append(findings, f)
	}
	return findings
}

func (in *Injector) lacksOf(w workload, c manifest.Container, o objects) []lack {
	if w.refuses(c) {
		return nil
	}
	var lacks []lack
	for _, st := range in.selecting(w, c) {
		if l, lacking := o.lack(w, c, st, in.namespace(w.Resource)); lacking {
			lacks = append(lacks, l)
		}
	}
	return lacks
}

// lack compares a container with a stanza. One that takes all of the object lacks nothing, nor does one
// that takes single keys of an object whose stanza names none: it takes what it needs.
func (o objects) lack(w workload, c manifest.Container, st *stanza, namespace string) (l lack, lacking bool) {
	for ref := range environ.References(w.template) {
		taken := ref.Container == c.Name && ref.Kind == st.kind && ref.Name == st.name
		if taken && (st.whole() || len(ref.Keys) == 0) {
			return lack{}, false
		}
	}
	env := newVariableList(c)
	unset := func(variable string) bool { return len(env.named(variable)) == 0 }
	if st.whole() {
		known, found := o.keysOf(st, namespace)
		return lack{stanza: st}, !found || known.open || slices.ContainsFunc(o.variablesOf(st, namespace), unset)
	}
	keys := slices.DeleteFunc(slices.Clone(st.keys), func(key config.KeyName) bool { return !unset(key.Variable) })
	return lack{st, keys}, len(keys) > 0
}
