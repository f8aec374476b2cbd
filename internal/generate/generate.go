// Package generate makes values for Secrets: random ones, and ones that are made of others.
//
// It hides alphabets, templates and the order in which values are made of each other, and how a stream
// of Secrets gets the keys that it lacks. It replaces no value, and no value is ever in an error.
package generate

import (
	"bufio"
	"cmp"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Wanted is a Secret with the keys that it must have.
type Wanted struct {
	Namespace string
	Name      string
	Keys      []string
}

// Options is what values are made with.
type Options struct {
	Stanzas   []config.Generate // those of the environment
	Namespace string            // of Secrets that name none
	Random    io.Reader
	Kept      *manifest.Set // Secrets that stay as they are, but for the keys that they lack; may be nil
	There     []Wanted      // are in the cluster with these keys, whose values only Kept can tell
}

// Result is what there is to apply.
type Result struct {
	// Secrets are those of Kept, each with what it lacked, and new ones. What the cluster has and lacks
	// nothing is left out.
	Secrets *manifest.Set
	Notes   []string // on values that are kept and may be wrong, and on rules that are for nothing
}

// Secrets makes the keys wanted that are neither kept nor there, and what their templates refer to.
func Secrets(o Options, wanted []Wanted) (*Result, error) {
	kept, err := readKept(o.Kept, o.Namespace)
	if err != nil {
		return nil, err
	}
	random, there := bufio.NewReader(o.Random), o.there()
	result, unknown := &Result{}, &UnknownError{}
	made := map[Name]Values{}
	for namespace, keys := range byNamespace(wanted) {
		m := maker{
			namespace: namespace,
			stanzas:   o.Stanzas,
			random:    random,
			kept:      kept.in(namespace),
			there:     keysIn(o.There, namespace),
			wanted:    keys,
			made:      map[key]string{},
			unknown:   unknown,
		}
		if err := cmp.Or(m.makeAll(), m.refuseStale()); err != nil {
			return nil, err
		}
		result.Notes = append(result.Notes, m.doubts()...)
		m.collect(made)
	}
	completed := kept.completed(there, made, wanted)
	kept.refuseUnknown(completed, there, unknown)
	if len(unknown.reasons) > 0 {
		return nil, unknown
	}
	all, err := kept.with(made)
	if err != nil {
		return nil, err
	}
	result.Notes = append(result.Notes, idle(o.Stanzas, wanted)...)
	result.Secrets = all.Without(kept.unchanged(there, completed)...)
	return result, nil
}

// key names one value in a namespace.
type key struct{ secret, key string }

func (k key) String() string { return k.secret + "/" + k.key }

func compareKeys(a, b key) int {
	return cmp.Or(cmp.Compare(a.secret, b.secret), cmp.Compare(a.key, b.key))
}

func compareNames(a, b Name) int {
	return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
}

// byNamespace gives the keys wanted in each namespace, sorted: random values are drawn in this order.
func byNamespace(wanted []Wanted) iter.Seq2[string, []key] {
	var namespaces []string
	for _, w := range wanted {
		namespaces = append(namespaces, w.Namespace)
	}
	slices.Sort(namespaces)
	return func(yield func(string, []key) bool) {
		for _, namespace := range slices.Compact(namespaces) {
			if !yield(namespace, keysIn(wanted, namespace)) {
				return
			}
		}
	}
}

func keysIn(secrets []Wanted, namespace string) []key {
	var keys []key
	for _, s := range secrets {
		if s.Namespace != namespace {
			continue
		}
		for _, k := range s.Keys {
			keys = append(keys, key{s.Name, k})
		}
	}
	slices.SortFunc(keys, compareKeys)
	return slices.Compact(keys)
}

func sortedNames(made map[Name]Values) []Name {
	return slices.SortedFunc(maps.Keys(made), compareNames)
}

func sortedKeys(v Values) []string { return slices.Sorted(maps.Keys(v)) }
