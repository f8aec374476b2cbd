package generate

import (
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// there gives the keys of each Secret in the cluster.
func (o Options) there() map[Name][]string {
	all := map[Name][]string{}
	for _, w := range o.There {
		all[Name{w.Namespace, w.Name}] = w.Keys
	}
	return all
}

// completed gives, for the Secrets of the cluster that get keys, which these are: those that were made,
// and those that are kept and that the cluster lacks.
func (k kept) completed(there map[Name][]string, made map[Name]Values, wanted []Wanted) map[Name][]string {
	all := map[Name][]string{}
	for name, values := range made {
		if _, exists := there[name]; exists {
			all[name] = sortedKeys(values)
		}
	}
	for _, w := range wanted {
		name := Name{w.Namespace, w.Name}
		keys, exists := there[name]
		for _, key := range w.Keys {
			_, has := k.secrets[name].values[key]
			if exists && has && !slices.Contains(keys, key) {
				all[name] = append(all[name], key)
			}
		}
	}
	return all
}

// refuseUnknown notes Secrets of the cluster that would lose keys or values with those that they get.
func (k kept) refuseUnknown(completed, there map[Name][]string, unknown *UnknownError) {
	for _, name := range slices.SortedFunc(maps.Keys(completed), compareNames) {
		secret, known := k.secrets[name]
		switch lost := secret.lacking(there[name]); {
		case !known:
			unknown.addIncomplete(name, completed[name])
		case len(lost) > 0:
			unknown.addLost(name, lost)
		case !secret.versioned():
			unknown.addUnversioned(name, completed[name])
		}
	}
}

// versioned reports whether the Secret was read from a cluster. Its version keeps an API server from
// taking it for a newer one, so that no value is replaced that the file does not know.
func (s keptSecret) versioned() bool {
	version, _ := manifest.Path{"metadata", "resourceVersion"}.Lookup(s.resource.Object())
	return version != nil
}

// lacking gives those of the keys that the Secret does not have.
func (s keptSecret) lacking(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		_, has := s.values[key]
		return has
	})
}

// unchanged gives the Secrets of the stream that the cluster has and that lack nothing there.
func (k kept) unchanged(there, completed map[Name][]string) []*manifest.Resource {
	var all []*manifest.Resource
	for _, name := range slices.SortedFunc(maps.Keys(k.secrets), compareNames) {
		_, exists := there[name]
		if _, changed := completed[name]; exists && !changed {
			all = append(all, k.secrets[name].resource)
		}
	}
	return all
}
