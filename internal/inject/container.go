package inject

import (
	"slices"

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
	dropped   []dropped
}

// drift is a variable that the chart sets otherwise than the stanza would.
type drift struct {
	variable string
	reason   string
	stanza   *stanza
	source   int // of envFrom, where no entry of env sets it
}

func (c *change) changed() bool { return c.envFrom.changed || c.env.changed || c.mounts.changed() }

func (c *change) drift(name, reason string, st *stanza) {
	c.drifts = append(c.drifts, drift{variable: name, reason: reason, stanza: st})
}

// change works out what a container becomes with the stanzas that reach it.
func (p *plan) change(c manifest.Container, stanzas []*stanza) change {
	next := change{container: c, envFrom: newSourceList(c), env: newVariableList(c), mounts: newMountList(c.Object, "volumeMounts")}
	for _, st := range stanzas {
		if st.whole() {
			next.envFrom.add(st)
		}
	}
	next.envFrom.finish()
	for _, st := range stanzas {
		if st.kind == environ.Secret {
			next.referToSecret(st)
			continue
		}
		shared := p.shares(st)
		if st.whole() {
			next.dropRepeated(shared, p.objects.later(next.envFrom.after(st), p.namespace, st.existing))
		} else {
			next.referToConfigMap(shared, p.objects.later(next.envFrom.own(), p.namespace, st.existing))
		}
	}
	next.env.finish()
	return next
}

// sharing is what a stanza's ConfigMap gives the containers of a workload.
type sharing struct {
	*stanza
	data map[string]any // by key
	late bool           // the workload is a hook that runs before the ConfigMap is there, or is as it will be
}

func (p *plan) shares(st *stanza) sharing {
	data, _ := p.objects.variables(p.namespace, st.name)
	return sharing{st, data, len(p.objects.lateEvents(p.workload, p.namespace, st)) > 0}
}

// variables gives the values by the names of the variables, where all keys become some.
func (s sharing) variables() map[string]any {
	variables := make(map[string]any, len(s.data))
	for key, value := range s.data {
		variables[s.prefix+key] = value
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

// referToConfigMap adds the keys that the stanza names, one by one. An entry of env would win over what
// the chart takes by envFrom, so there is none for what is known to come from there.
func (c *change) referToConfigMap(s sharing, sources []laterSource) {
	for _, key := range s.keys {
		positions := c.env.named(key.Variable)
		repeated := func(entry map[string]any) bool {
			return refersTo(entry, s.stanza, key.Key) || repeats(entry, s.data[key.Key])
		}
		source := slices.IndexFunc(sources, func(l laterSource) bool {
			return l.sets(key.Variable) && (l.object.name != s.name || l.object.kind != s.kind || l.prefix+key.Key != key.Variable)
		})
		switch {
		case len(positions) == 0 && source >= 0:
			c.drifts = append(c.drifts, drift{key.Variable, "comes from envFrom here", s.stanza, sources[source].position})
		case !c.env.all(positions, repeated):
			c.drift(key.Variable, c.env.why(key.Variable, s.data[key.Key]), s.stanza)
		case len(positions) > 0 && c.env.refers(positions, s.stanza, key.Key) && len(positions) == 1:
		case len(positions) > 0 && s.late:
			c.drift(key.Variable, lateReason, s.stanza)
		case len(positions) > 0 && c.env.usedBefore(key.Variable):
			c.drift(key.Variable, usedReason, s.stanza)
		default:
			c.env.refer(s.stanza, key, repeated)
		}
	}
}
