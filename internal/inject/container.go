package inject

import (
	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// change is what a container becomes.
type change struct {
	container manifest.Container
	envFrom   sourceList
	env       variableList
	mounts    mountList
	mounting  []*stanza // whose volumes the container must mount
	drifts    []drift
}

// drift is a variable that the chart sets otherwise than the stanza would.
type drift struct {
	variable string
	reason   string
	stanza   *stanza
}

func (c *change) changed() bool { return c.envFrom.changed || c.env.changed || c.mounts.changed() }

func (c *change) drift(name, reason string, st *stanza) {
	c.drifts = append(c.drifts, drift{name, reason, st})
}

// plan works out what the container becomes with the stanzas that reach it.
func (o objects) plan(c manifest.Container, namespace string, stanzas []*stanza, existing []config.Existing) change {
	next := change{container: c, envFrom: newSourceList(c), env: newVariableList(c), mounts: newMountList(c.Object, "volumeMounts")}
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
			next.dropRepeated(st, prefixed(st.prefix, data), o.later(next.envFrom.after(st), namespace, existing))
		default:
			next.referToConfigMap(st, data)
		}
	}
	next.env.finish()
	return next
}

// prefixed gives the variables that the keys of a ConfigMap become.
func prefixed(prefix string, data map[string]any) map[string]any {
	variables := make(map[string]any, len(data))
	for key, value := range data {
		variables[prefix+key] = value
	}
	return variables
}

// referToSecret puts secretKeyRefs in place of literals.
func (c *change) referToSecret(st *stanza) {
	refers := false
	for _, key := range st.keys {
		if !c.env.refer(st, key, isLiteral) {
			c.drift(key.Variable, "comes from elsewhere here", st)
			continue
		}
		refers = true
	}
	if refers && st.volume != nil {
		c.mounting = append(c.mounting, st)
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
