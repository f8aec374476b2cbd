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
	changes []change
	volumes mountList
}

// plan works out what a workload becomes, and notes which stanzas mean one of its containers.
func (in *Injector) plan(w workload, o objects, matched map[*stanza]bool) (*plan, error) {
	spec, _ := w.template.Object["spec"].(map[string]any)
	p := &plan{workload: w, volumes: newMountList(spec, "volumes")}
	namespace := in.namespace(w.Resource)
	for c := range w.template.Containers() {
		for _, st := range in.meaning(w, c) {
			matched[st] = true
		}
		reaching := in.reaching(w, c)
		if len(reaching) == 0 {
			continue
		}
		if err := o.refuseConflicts(w, c, namespace, reaching); err != nil {
			return nil, err
		}
		next := o.plan(c, namespace, reaching, in.existing)
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
			positions := c.env.named(d.variable)
			f := ruleDrift.Violation(fmt.Sprintf("%s %s, so it does not follow %s", d.variable, d.reason, d.stanza))
			f.Resource = edited.ID()
			f.Container = c.container.Name
			f.Path = c.container.Path.Append("env", positions[len(positions)-1])
			f.NamedPath = finding.NamedPath(f.Path, edited.Object())
			f.Source = edited.Origin(f.Path)
			findings = append(findings, f)
		}
	}
	return findings
}
