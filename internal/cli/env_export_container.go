package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/export"
	"github.com/hashintel/helm-hash/internal/program"
)

// onlyContainer gives the container that the target means: the one named, else the only one that runs
// as long as the pod.
func onlyContainer(all []component, target string) (component, error) {
	chosen, err := choose(all, target)
	if err != nil {
		return component{}, err
	}
	if len(chosen) > 1 {
		chosen = componentsWhere(chosen, func(c component) bool { return !c.container.Init && !c.container.Ephemeral })
	}
	if len(chosen) == 1 {
		return chosen[0], nil
	}
	names := namesOf(chosen, func(c component) string { return c.container.Name })
	if len(names) == 0 {
		return component{}, fmt.Errorf("%q has no container that runs as long as the pod", target)
	}
	err = fmt.Errorf("%q means several containers: %s", target, strings.Join(names, ", "))
	return component{}, program.WithHint(err, "name one of them: "+target+"/"+names[0])
}

// export gives what a container gets, as far as it is known. Credentials in plain text are left out.
func (r *envRelease) export(c component, links bool, lookup export.Lookup) export.Container {
	e := r.of(c, true)
	out := export.Container{
		Title:    fmt.Sprintf("%s, %s, in %s", c.id, c.roleInPod(), r.environment.Name),
		Name:     c.id.Name,
		Manifest: c.container,
		Command:  export.Texts(c.container, "command", e.Environment, lookup),
		Args:     export.Texts(c.container, "args", e.Environment, lookup),
	}
	if !r.showCredentials {
		e.concealTexts(c, out.Command, out.Args)
	}
	for _, source := range e.Unknown {
		out.Variables = append(out.Variables, export.Variable{Why: "every key of " + source.String()})
	}
	for _, v := range r.of(c, links).Variables {
		resolved := export.Resolve(v.Name, v.Value, lookup)
		switch {
		case v.hidden != "":
			resolved = export.Variable{Name: v.Name, Why: v.redacted()}
		case slices.Contains(e.Missing, v.Source):
			resolved.Why = missingText(v.Source)
		}
		out.Variables = append(out.Variables, resolved)
	}
	return out
}
