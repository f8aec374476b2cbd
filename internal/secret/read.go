package secret

import (
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// text is the string that a path leads to; empty where there is none.
func text(object map[string]any, path ...any) string {
	found, _ := manifest.Path(path).Lookup(object)
	s, _ := found.(string)
	return s
}

// mapping is the map that a path leads to; nil where there is none.
func mapping(object map[string]any, path ...any) map[string]any {
	found, _ := manifest.Path(path).Lookup(object)
	m, _ := found.(map[string]any)
	return m
}

// mappings are the maps in the list that a path leads to; entries of other types are left out.
func mappings(object map[string]any, path ...any) []map[string]any {
	found, _ := manifest.Path(path).Lookup(object)
	list, _ := found.([]any)
	var all []map[string]any
	for _, entry := range list {
		if m, ok := entry.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// texts are the strings in one field of each map, without those that have none.
func texts(list []map[string]any, field string) []string {
	var all []string
	for _, entry := range list {
		if s := text(entry, field); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// keySet gives keys as a Secret holds them: each once, sorted.
func keySet(keys []string) []string { return slices.Compact(slices.Sorted(slices.Values(keys))) }

func keysOf(entries map[string]any) []string { return slices.Sorted(maps.Keys(entries)) }
