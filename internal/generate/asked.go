package generate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
)

// Asked gives the Secrets wanted, and those that templates lead to from them: what has to be known of a
// cluster before values are made.
func Asked(wanted []Wanted, stanzas []config.Generate) []Wanted {
	var all []Wanted
	for namespace, keys := range byNamespace(wanted) {
		reached := map[key]bool{}
		rules := maker{stanzas: stanzas}
		for _, k := range keys {
			rules.reach(k, reached)
		}
		for _, k := range slices.SortedFunc(maps.Keys(reached), compareKeys) {
			last := len(all) - 1
			if last < 0 || all[last].Name != k.secret || all[last].Namespace != namespace {
				all = append(all, Wanted{Namespace: namespace, Name: k.secret})
				last++
			}
			all[last].Keys = append(all[last].Keys, k.key)
		}
	}
	return all
}

// reach adds a key and those that its value is made of.
func (m *maker) reach(k key, reached map[key]bool) {
	if reached[k] {
		return
	}
	reached[k] = true
	for _, ref := range m.references(k) {
		m.reach(ref, reached)
	}
}

// idle says which keys hash.yaml names in vain: most likely the name is wrong.
func idle(stanzas []config.Generate, wanted []Wanted) []string {
	reached := map[key]bool{}
	for _, w := range Asked(wanted, stanzas) {
		for _, k := range w.Keys {
			reached[key{w.Name, k}] = true
		}
	}
	var notes []string
	for _, s := range stanzas {
		for _, g := range s.Keys {
			if !reached[key{s.Secret, g.Key}] {
				notes = append(notes, fmt.Sprintf("%s: no value is made for key %s of Secret %s, since nothing refers to it", s.Place, g.Key, s.Secret))
			}
		}
	}
	return notes
}
