package policy

import (
	"cmp"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// subject is what a rule is evaluated on: a resource, or the release, which has none.
type subject struct {
	release  *release
	scope    string
	input    *ast.Term
	resource *manifest.Resource
}

// finding gives a violation its place. A path of a release rule that leads into one of the resources
// is about that resource.
func (on subject) finding(d *decision, v violation) finding.Finding {
	f := d.rule.Violation(v.message)
	f.RuleName = d.suffix
	f.Fix = cmp.Or(v.fix, f.Fix)
	f.Path = v.path
	resource := on.resource
	if resource == nil {
		resource, f.Path = on.release.locate(v.path)
	}
	f.Container = v.container
	if resource == nil {
		return f
	}
	f.Resource = resource.ID()
	f.Source = resource.Origin(f.Path)
	f.Container = cmp.Or(v.container, on.release.engine.container(resource, f.Path))
	return f
}

func (r *release) locate(path manifest.Path) (*manifest.Resource, manifest.Path) {
	if len(path) < 2 || path[0] != keyResources {
		return nil, path
	}
	i, ok := path[1].(int)
	if !ok || i >= len(r.resources) {
		return nil, path
	}
	return r.resources[i], path[2:]
}

// container is the name of the container that the path leads into.
func (e *Engine) container(r *manifest.Resource, path manifest.Path) string {
	for template := range e.kinds.PodTemplates(r) {
		for c := range template.Containers() {
			if path.HasPrefix(c.Path) {
				return c.Name
			}
		}
	}
	return ""
}

// failure names the rule and what it was evaluated on.
func (on subject) failure(d *decision, err error) error {
	name := "the release"
	if on.resource != nil {
		name = fmt.Sprintf("%s (%s)", on.resource.ID(), on.resource.Place())
	}
	return fmt.Errorf("policy %s on %s: %w", d.rule.ID, name, err)
}
