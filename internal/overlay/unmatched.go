package overlay

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// checkMatches refuses patches with a target and images that match nothing: kustomize says nothing
// about them. It must be called in the box.
func (o *Overlay) checkMatches(in *stream, out *output) error {
	for _, p := range slices.Backward(o.patches()) {
		if p.target == nil {
			continue
		}
		if err := o.checkTarget(in, out, p); err != nil {
			return err
		}
	}
	for _, k := range o.tree {
		if err := o.checkImages(k, in, out); err != nil {
			return err
		}
	}
	return nil
}

// checkTarget asks what came out, which is right unless a name or label changed on the way or the
// resource is gone. Only when that finds nothing does a second build tell for certain.
func (o *Overlay) checkTarget(in *stream, out *output, p *patch) error {
	for _, result := range out.rounds {
		selected, err := result.Select(*p.target)
		if err != nil {
			return fmt.Errorf("%s: %w", p.place(), redacted(err))
		}
		for _, r := range selected {
			if p.by.stream || indexOf(r) == noIndex {
				return nil
			}
		}
	}
	for round := range in.rounds {
		if o.probe(in, round, p) {
			return nil
		}
	}
	return in.unmatched(&unmatchedError{
		place: p.place(),
		what:  "the patch for " + describe(*p.target),
		hook:  hookSelected(in.hooks, *p.target),
	}, p.target.ResId)
}

const probePath = "/hash-post-probe"

// probe reports whether the patch meets any resource in the state in which it would be applied: in
// its place stands a patch that fails wherever it is applied.
func (o *Overlay) probe(in *stream, round int, p *patch) bool {
	failing := types.Patch{Target: p.target, Patch: `[{"op": "test", "path": "` + probePath + `", "value": 1}]`}
	value := p.by.value
	if p.field == "patches" {
		value.Patches = slices.Clone(value.Patches)
		value.Patches[p.index] = failing
	} else {
		patches := slices.Clone(jsonPatches(&value))
		patches[p.index] = failing
		setJSONPatches(&value, patches)
	}
	// An error of another kind says nothing: better to miss a patch than to refuse one that is right.
	_, err := o.run(in, round, map[*kustomization]types.Kustomization{p.by: value})
	return err != nil
}

// describe prints a target as its file has it.
func describe(target types.Selector) string {
	var parts []string
	for _, field := range [][2]string{
		{"group", target.Group},
		{"version", target.Version},
		{"kind", target.Kind},
		{"name", target.Name},
		{"namespace", target.Namespace},
		{"labelSelector", target.LabelSelector},
		{"annotationSelector", target.AnnotationSelector},
	} {
		if field[1] != "" {
			parts = append(parts, field[0]+": "+field[1])
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// hookSelected gives the first hook that target selects.
func hookSelected(hooks []*manifest.Resource, target types.Selector) *manifest.Resource {
	for _, hook := range hooks {
		text, err := encode(hook.Object())
		if err != nil {
			continue
		}
		resources, err := parseResources(text)
		if err != nil || len(resources) != 1 {
			continue
		}
		single := resmap.New()
		if single.Append(resources[0]) != nil {
			continue
		}
		if selected, err := single.Select(target); err == nil && len(selected) > 0 {
			return hook
		}
	}
	return nil
}

// unmatched completes an error by what was probably meant: a resource of the same kind if there is any.
func (in *stream) unmatched(e *unmatchedError, meant resid.ResId) error {
	var all []string
	for _, entry := range in.entries {
		id := entry.resource.ID()
		text := id.Kind + " " + id.Name
		all = append(all, text)
		if id.Kind == meant.Kind {
			e.sameKind = append(e.sameKind, text)
		}
	}
	if len(e.sameKind) > 0 {
		all = e.sameKind
	}
	e.near, _ = config.Nearest(meant.Kind+" "+meant.Name, all)
	return e
}

var (
	noTarget   = regexp.MustCompile(`no matches for Id (\S+); failed to find unique target for patch`)
	noReplicas = regexp.MustCompile(`resource with name (\S+) does not match a config with the following GVK`)
)

// explain gives kustomize's error the place in the overlay that it lacks.
func (o *Overlay) explain(err error, in *stream) error {
	text := err.Error()
	if match := noTarget.FindStringSubmatch(text); match != nil {
		if found := o.untargeted(match[1], in); found != nil {
			return found
		}
	}
	if match := noReplicas.FindStringSubmatch(text); match != nil {
		if found := o.replicas(match[1], in); found != nil {
			return found
		}
	}
	if twice := o.twice(text, in); twice != nil {
		return twice
	}
	if fault, panicked := errors.AsType[*panicError](err); panicked {
		return fault
	}
	return redacted(err)
}

// untargeted finds the strategic merge patch whose own ID is missing.
func (o *Overlay) untargeted(id string, in *stream) error {
	for _, p := range slices.Backward(o.patches()) {
		for _, own := range p.ids {
			if p.target != nil || own.String() != id {
				continue
			}
			return in.unmatched(&unmatchedError{
				place: p.place(),
				what:  "the patch for " + describe(types.Selector{ResId: own}),
				hook:  hookSelected(in.hooks, exactly(own)),
			}, own)
		}
	}
	return nil
}

// exactly selects the resource of that ID alone: in a selector names are regular expressions.
func exactly(id resid.ResId) types.Selector {
	id.Name, id.Namespace = regexp.QuoteMeta(id.Name), regexp.QuoteMeta(id.Namespace)
	return types.Selector{ResId: id}
}

func (o *Overlay) replicas(name string, in *stream) error {
	for _, k := range o.tree {
		for i, r := range k.value.Replicas {
			if r.Name != name {
				continue
			}
			meant := resid.ResId{Gvk: resid.Gvk{Kind: "Deployment"}, Name: name}
			return in.unmatched(&unmatchedError{
				place: k.place("replicas", i),
				what:  fmt.Sprintf("the replicas of %q", name),
				hook:  hookSelected(in.hooks, exactly(resid.ResId{Name: name})),
			}, meant)
		}
	}
	return nil
}
