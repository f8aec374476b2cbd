package inject

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// dropRepeated removes the variables that say the same as the ConfigMap, which envFrom now brings.
// Those that a later envFrom would then set otherwise have to stay.
func (c *change) dropRepeated(st *stanza, shared, later map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		positions := c.env.named(name)
		if len(positions) == 0 || c.env.refers(positions, st, strings.TrimPrefix(name, st.prefix)) {
			continue
		}
		other, isSet := later[name]
		switch {
		case !c.env.all(positions, func(entry map[string]any) bool { return repeats(entry, shared[name]) }):
			c.drift(name, c.env.why(name, shared[name]), st)
		case isSet && other != shared[name]:
			c.drift(name, "stays here because another envFrom of the container sets it too", st)
		default:
			c.env.drop(positions)
		}
	}
}

// isLiteral reports whether the entry of env holds its value itself.
func isLiteral(entry map[string]any) bool { return entry["valueFrom"] == nil }

// repeats reports whether the entry of env is the literal value. One with a dollar sign never is:
// Kubernetes expands $(NAME) in env, and not in what comes from a ConfigMap.
func repeats(entry map[string]any, value any) bool {
	literal, isText := entry["value"].(string)
	if entry["value"] == nil {
		isText = true // Kubernetes takes a missing value for an empty one
	}
	return isLiteral(entry) && isText && value == literal && !strings.Contains(literal, "$")
}

// below gives the variables that a list of envFrom sources sets, as far as the set knows them.
func (o objects) below(sources []map[string]any, namespace string) map[string]any {
	known := map[string]any{}
	for _, source := range sources {
		prefix, _ := source["prefix"].(string)
		r, found := o.ofSource(source, namespace)
		if !found {
			continue
		}
		for key, value := range content(r) {
			known[prefix+key] = value
		}
	}
	return known
}

// ofSource is the object that an entry of envFrom brings, if the set has it.
func (o objects) ofSource(source map[string]any, namespace string) (*manifest.Resource, bool) {
	field, kind := "configMapRef", environ.ConfigMap
	if source[field] == nil {
		field, kind = "secretRef", environ.Secret
	}
	name, _ := fieldsOf(source[field])["name"].(string)
	r, found := o[objectKey{kind, namespace, name}]
	return r, found
}
