package inject

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// change is what a container becomes.
type change struct {
	container manifest.Container
	envFrom   sourceList
	env       variableList
	drifts    []drift
}

// drift is a variable that the chart sets otherwise than the stanza would.
type drift struct {
	variable string
	reason   string
	stanza   *stanza
}

func (c *change) changed() bool { return c.envFrom.changed || c.env.changed }

func (c *change) drift(name, reason string, st *stanza) {
	c.drifts = append(c.drifts, drift{name, reason, st})
}

// plan works out what the container becomes with the stanzas that reach it.
func (o objects) plan(c manifest.Container, namespace string, stanzas []*stanza) change {
	next := change{container: c, envFrom: newSourceList(c), env: newVariableList(c)}
	for _, st := range stanzas {
		if st.whole() {
			next.envFrom.add(st)
		}
	}
	next.envFrom.finish()
	for _, st := range stanzas {
		data, _ := o.variables(namespace, st.name)
		switch {
		case st.kind == environ.Secret:
			next.referToSecret(st)
		case st.whole():
			next.dropRepeated(st, data, o.below(next.envFrom.after(st), namespace))
		default:
			next.referToConfigMap(st, data)
		}
	}
	next.env.finish()
	return next
}

// referToSecret puts secretKeyRefs in place of literals.
func (c *change) referToSecret(st *stanza) {
	for _, key := range st.keys {
		if !c.env.refer(st, key, isLiteral) {
			c.drift(key.Variable, "comes from elsewhere here", st)
		}
	}
}

// referToConfigMap adds the keys that the stanza names, one by one.
func (c *change) referToConfigMap(st *stanza, data map[string]any) {
	for _, key := range st.keys {
		same := func(entry map[string]any) bool { return repeats(entry, data[key.Key]) }
		if !c.env.refer(st, key, same) {
			c.drift(key.Variable, c.env.why(key.Variable, data[key.Key]), st)
		}
	}
}

// dropRepeated removes the variables that say the same as the ConfigMap, which envFrom now brings.
// Those that a later envFrom would then set otherwise have to stay.
func (c *change) dropRepeated(st *stanza, data map[string]any, later map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(data)) {
		positions := c.env.named(name)
		if len(positions) == 0 || c.env.refers(positions, st, name) {
			continue
		}
		other, isSet := later[name]
		switch {
		case !c.env.all(positions, func(entry map[string]any) bool { return repeats(entry, data[name]) }):
			c.drift(name, c.env.why(name, data[name]), st)
		case isSet && other != data[name]:
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
