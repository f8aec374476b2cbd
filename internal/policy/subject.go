package policy

import (
	"cmp"
	"context"
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

// violations gives what a rule finds. A panic, in OPA or here, is the error of the rule that caused it.
func (on subject) violations(ctx context.Context, v *evaluation, d *decision) (found []finding.Finding, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			found, err = nil, d.panicked(cause)
		}
	}()
	violations, err := v.decide(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, violation := range violations {
		found = append(found, on.finding(d, violation))
	}
	return found, nil
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
	f.NamedPath = finding.NamedPath(f.Path, resource.Object())
	f.Source = resource.Origin(f.Path)
	container, _ := on.release.engine.kinds.ContainerAt(resource, f.Path)
	f.Container = cmp.Or(v.container, container.Name)
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

// failure names the rule and what it was evaluated on.
func (on subject) failure(d *decision, err error) error {
	name := "the release"
	if on.resource != nil {
		name = fmt.Sprintf("%s (%s)", on.resource.ID(), on.resource.Place())
	}
	return fmt.Errorf("policy %s on %s: %w", d.rule.ID, name, err)
}

// hung reports a rule that does not stop: what waits for it must not wait for ever.
func (on subject) hung(ctx context.Context, d *decision) {
	err := ctx.Err()
	if err == nil {
		err = d.hung(on.release.engine.timeout)
	}
	select {
	case on.release.hung <- on.failure(d, err):
	default: // another one was first
	}
}
