package inject

import (
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// plan is what a workload becomes: one change for each container that a stanza reaches.
type plan struct {
	workload
	objects   objects // that its pods can count on
	namespace string
	changes   []change
	volumes   mountList
}

// plan works out what a workload becomes, and notes which stanzas it meets.
func (in *Injector) plan(w workload, o objects, reached reach) (*plan, error) {
	spec, _ := w.template.Object["spec"].(map[string]any)
	p := &plan{workload: w, objects: o, namespace: in.namespace(w.Resource), volumes: newMountList(spec, "volumes")}
	for c := range w.template.Containers() {
		in.note(reached, w, c)
		reaching := in.reaching(w, c)
		if len(reaching) == 0 {
			continue
		}
		if err := o.refuseConflicts(w, c, p.namespace, reaching); err != nil {
			return nil, err
		}
		next := p.change(c, reaching)
		if err := p.mount(&next); err != nil {
			return nil, err
		}
		p.changes = append(p.changes, next)
	}
	return p, nil
}

// apply gives the resource as planned: the same one where nothing changes.
func (p *plan) apply(kinds manifest.Kinds) (*manifest.Resource, error) {
	if !slices.ContainsFunc(p.changes, func(c change) bool { return c.changed() }) {
		return p.Resource, nil
	}
	edited, err := p.Edit()
	if err != nil {
		return nil, fmt.Errorf("inject variables: %w", err)
	}
	for t := range kinds.PodTemplates(edited) {
		if spec, ok := t.Object["spec"].(map[string]any); ok {
			p.volumes.apply(edited, spec, t.Path.Append("spec", "volumes"))
		}
		for c := range t.Containers() {
			for i := range p.changes {
				if slices.Equal(p.changes[i].container.Path, c.Path) {
					p.changes[i].apply(edited, c)
				}
			}
		}
	}
	return edited, nil
}

// apply writes the change into a container of an edited resource, and marks who wrote what.
func (c *change) apply(r *manifest.Resource, to manifest.Container) {
	if c.envFrom.changed {
		to.Object["envFrom"] = c.envFrom.entries
		for i, st := range c.envFrom.stanzas {
			r.Mark(to.Path.Append("envFrom", i), st.source())
		}
	}
	c.mounts.apply(r, to.Object, to.Path.Append("volumeMounts"))
	for _, d := range c.dropped {
		d.mark(r, to)
	}
	if !c.env.changed {
		return
	}
	to.Object["env"] = c.env.entries
	if len(c.env.entries) == 0 {
		delete(to.Object, "env")
	}
	for i, entry := range c.env.entries {
		name, _ := fieldsOf(entry)["name"].(string)
		if st, ok := c.env.set[name]; ok {
			r.Mark(to.Path.Append("env", i), st.source())
		}
	}
}

// findings reports the drift, at the places that the variables have in the edited resource.
func (p *plan) findings(edited *manifest.Resource) []finding.Finding {
	var findings []finding.Finding
	for _, c := range p.changes {
		for _, d := range c.drifts {
			f := ruleDrift.Violation(fmt.Sprintf("%s %s, so it does not follow %s", d.variable, d.reason, d.stanza))
			f.Resource = edited.ID()
			f.Container = c.container.Name
			f.Path = c.placeOf(d)
			f.NamedPath = finding.NamedPath(f.Path, edited.Object())
			f.Source = edited.Origin(f.Path)
			findings = append(findings, f)
		}
	}
	return findings
}

// placeOf is where the chart sets the variable of a drift.
func (c *change) placeOf(d drift) manifest.Path {
	positions := c.env.named(d.variable)
	if len(positions) == 0 {
		return c.container.Path.Append("envFrom", d.source)
	}
	return c.container.Path.Append("env", positions[len(positions)-1])
}
