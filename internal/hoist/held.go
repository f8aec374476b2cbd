package hoist

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// reader knows what containers get: by the chart alone, and as the release would be installed now.
type reader struct {
	chart     *environ.Objects
	installed *environ.Objects
	set       *manifest.Set // as installed
	kinds     manifest.Kinds
}

func newReader(in Input, r Release) reader {
	return reader{
		chart:     in.collect(r.Chart, r.KubeVersion),
		installed: in.collect(r.Installed, r.KubeVersion),
		set:       r.Installed,
		kinds:     in.Kinds,
	}
}

func (in Input) collect(s *manifest.Set, kubeVersion string) *environ.Objects {
	o := environ.Collect(s, in.Project.Release.Namespace)
	o.KubeVersion = kubeVersion
	return o
}

// gets is what decides about the literals of a container.
type gets struct {
	byEnvFrom environ.Environment // from the chart, by envFrom alone
	installed environ.Environment // all that it will get; nothing where it is gone
	shared    environ.Environment // what of that comes by envFrom
}

func (r reader) gets(w *manifest.Resource, t manifest.PodTemplate, c manifest.Container) gets {
	g := gets{byEnvFrom: r.chart.Of(w, t, withoutEnv(c))}
	for other := range r.set.All() {
		if !other.Same(w) {
			continue
		}
		for t := range r.kinds.PodTemplates(other) {
			for now := range t.Containers() {
				if now.Name == c.Name {
					g.installed = r.installed.Of(other, t, now)
					g.shared = r.installed.Of(other, t, withoutEnv(now))
				}
			}
		}
	}
	return g
}

func withoutEnv(c manifest.Container) manifest.Container {
	c.Object = maps.Clone(c.Object)
	delete(c.Object, "env")
	return c
}

func variable(e environ.Environment, name string) (environ.Variable, bool) {
	i := slices.IndexFunc(e.Variables, func(v environ.Variable) bool { return v.Name == name })
	if i < 0 {
		return environ.Variable{}, false
	}
	return e.Variables[i], true
}

// judge notes who holds a literal of the chart already, or why it has to stay.
func (g gets) judge(l *literal) {
	now, stays := variable(g.installed, l.name)
	other, set := variable(g.byEnvFrom, l.name)
	shared, isShared := variable(g.shared, l.name)
	unknown := slices.IndexFunc(g.byEnvFrom.Unknown, func(s environ.Source) bool { return strings.HasPrefix(l.name, s.Prefix) })
	set = set && other.Source.Kind != environ.ServiceLink
	switch {
	case !stays:
		l.reason = "an overlay takes it away"
	case now.Source.Kind == environ.ConfigMap:
		l.held = now.Source.Name
	case now.Source.Kind == environ.Secret:
		l.reason = "Secret " + now.Source.Name + " takes its place"
	case isShared && !set && shared.Source.Kind == environ.ConfigMap && shared.Value.String() == l.value:
		l.held = shared.Source.Name // and an overlay sets it anew
	case set:
		l.reason = "another envFrom of the container sets it too"
	case unknown >= 0:
		l.reason = "the container takes all of " + g.byEnvFrom.Unknown[unknown].String() + ", which may set it too"
	}
}
