package environ

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Duplicate is a variable that several workloads of one namespace define literally, with the same value.
type Duplicate struct {
	Name        string
	Value       string
	Namespace   string
	Definitions []Definition // by workload, then in the order in which its containers start
}

// Definition is one of the places in which a variable is defined literally.
type Definition struct {
	Workload  manifest.ID // with its namespace
	Container string
	Path      manifest.Path // of the entry of env
	Source    manifest.Source
}

// Duplicates gives the variables that a ConfigMap could hold for at least two workloads, by name and
// value; namespace is that of workloads that name none. Hooks do not count: they cannot take a ConfigMap
// of the release. Nor does a value with a dollar sign, which only env expands.
func Duplicates(s *manifest.Set, kinds manifest.Kinds, namespace string) []Duplicate {
	type variable struct{ name, value, namespace string }
	found := map[variable][]Definition{}
	for c := range Containers(s, kinds) {
		if c.Workload.Hook() {
			continue
		}
		id := c.Workload.ID().InNamespace(namespace)
		for name, l := range literals(c.Container) {
			v := variable{name, l.value, id.Namespace}
			found[v] = append(found[v], Definition{id, c.Name, l.path, c.Workload.Origin(l.path)})
		}
	}
	var duplicates []Duplicate
	for v, definitions := range found {
		slices.SortStableFunc(definitions, func(a, b Definition) int { return a.Workload.Compare(b.Workload) })
		if definitions[0].Workload != definitions[len(definitions)-1].Workload {
			duplicates = append(duplicates, Duplicate{v.name, v.value, v.namespace, definitions})
		}
	}
	slices.SortFunc(duplicates, func(a, b Duplicate) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Value, b.Value))
	})
	return duplicates
}

type literal struct {
	value string
	path  manifest.Path // of the entry
}

// literals gives the variables whose last entry in env is literal text.
func literals(c manifest.Container) map[string]literal {
	found := map[string]literal{}
	for i, entry := range entries(c.Object, "env") {
		name, _ := entry["name"].(string)
		value, isText := entry["value"].(string)
		if entry["valueFrom"] != nil || !isText && entry["value"] != nil || strings.Contains(value, "$") || !ValidName(name) {
			delete(found, name)
			continue
		}
		found[name] = literal{value, c.Path.Append("env", i)}
	}
	return found
}
