// Package generate makes values for Secrets: random ones, and ones that are made of others.
//
// It hides alphabets, templates and the order in which values are made of each other, and how a stream
// of Secrets gets the keys that it lacks. No value is ever in an error.
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
	There     []Wanted      // exist elsewhere, so that nobody here knows their values
}

// Secrets gives the Secrets of Kept, each with what it lacks of the keys wanted, and new ones for all
// others. What templates refer to is wanted as well.
func Secrets(o Options, wanted []Wanted) (*manifest.Set, error) {
	kept, err := readKept(o.Kept, o.Namespace)
	if err != nil {
		return nil, err
	}
	random := bufio.NewReader(o.Random)
	made := map[secretName]values{}
	for namespace, keys := range byNamespace(wanted) {
		m := maker{
			stanzas: o.Stanzas,
			random:  random,
			kept:    kept.in(namespace),
			there:   keysIn(o.There, namespace),
			wanted:  keys,
			made:    map[key]string{},
		}
		if err := m.makeAll(); err != nil {
			return nil, err
		}
		for k, value := range m.made {
			name := secretName{namespace, k.secret}
			if made[name] == nil {
				made[name] = values{}
			}
			made[name][k.key] = value
		}
	}
	return kept.with(made)
}

// key names one value in a namespace.
type key struct{ secret, key string }

func (k key) String() string { return k.secret + "/" + k.key }

func compareKeys(a, b key) int {
	return cmp.Or(cmp.Compare(a.secret, b.secret), cmp.Compare(a.key, b.key))
}

type secretName struct{ namespace, name string }

func compareNames(a, b secretName) int {
	return cmp.Or(cmp.Compare(a.namespace, b.namespace), cmp.Compare(a.name, b.name))
}

// values are those of one Secret, by key.
type values map[string]string

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

func sortedNames(made map[secretName]values) []secretName {
	return slices.SortedFunc(maps.Keys(made), compareNames)
}
