package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
	"github.com/hashintel/helm-hash/internal/program"
)

// component is one container of a workload.
type component struct {
	id        manifest.ID // of the workload, its namespace filled in
	workload  *manifest.Resource
	template  manifest.PodTemplate
	container manifest.Container
}

// components gives all containers of a release, in its order.
func components(s *manifest.Set, kinds manifest.Kinds, namespace string) []component {
	var all []component
	for c := range environ.Containers(s, kinds) {
		all = append(all, component{c.Workload.ID().InNamespace(namespace), c.Workload, c.Template, c.Container})
	}
	return all
}

// roleInPod is the container with what it is in the pod.
func (c component) roleInPod() string {
	switch {
	case c.container.Init:
		return "init container " + c.container.Name
	case c.container.Ephemeral:
		return "ephemeral container " + c.container.Name
	default:
		return "container " + c.container.Name
	}
}

// kindAndName is how a person names the workload without doubt.
func (c component) kindAndName() string { return strings.ToLower(c.id.Kind) + "/" + c.id.Name }

// named reports whether steps name the workload: by its name, or by kind and name.
func (c component) named(steps []string) bool {
	switch len(steps) {
	case 1:
		return steps[0] == c.id.Name
	case 2:
		return strings.EqualFold(steps[0], c.id.Kind) && steps[1] == c.id.Name
	default:
		return false
	}
}

// choose gives the components that a person means with [KIND/]NAME[/CONTAINER]; without a target all.
func choose(all []component, target string) ([]component, error) {
	if target == "" {
		return all, nil
	}
	steps := strings.Split(target, "/")
	workload, container := steps[:len(steps)-1], steps[len(steps)-1]
	chosen := componentsWhere(all, func(c component) bool {
		return c.named(steps) || c.container.Name == container && c.named(workload)
	})
	if len(chosen) == 0 {
		return nil, unknownTarget(all, steps)
	}
	return chosen, oneWorkload(chosen, target)
}

func componentsWhere(all []component, wanted func(component) bool) []component {
	return slices.DeleteFunc(slices.Clone(all), func(c component) bool { return !wanted(c) })
}

// oneWorkload refuses a name that several kinds of workloads share.
func oneWorkload(chosen []component, target string) error {
	kinds := namesOf(chosen, component.kindAndName)
	if len(kinds) < 2 {
		return nil
	}
	return program.WithHint(fmt.Errorf("%q is ambiguous: it means %s", target, strings.Join(kinds, " and ")), "say the kind too: "+kinds[0])
}

// unknownTarget says which name was probably meant, and which there are.
func unknownTarget(all []component, steps []string) error {
	for n := len(steps) - 1; n > 0; n-- {
		of := componentsWhere(all, func(c component) bool { return c.named(steps[:n]) })
		if len(of) > 0 {
			names := namesOf(of, func(c component) string { return c.container.Name })
			return unknownName("container", strings.Join(steps[n:], "/"), of[0].id.String(), names)
		}
	}
	names := namesOf(all, func(c component) string { return c.id.Name })
	wanted := steps[0]
	if len(steps) > 1 && slices.ContainsFunc(all, func(c component) bool { return strings.EqualFold(c.id.Kind, wanted) }) {
		names, wanted = namesOf(all, component.kindAndName), strings.ToLower(steps[0])+"/"+steps[1]
	}
	return unknownName("workload", wanted, "the release", names)
}

func unknownName(what, name, owner string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("unknown %s %q: %s has none", what, name, owner)
	}
	err := fmt.Errorf("unknown %s %q: %s has %s", what, name, owner, strings.Join(known, ", "))
	if near, found := config.Nearest(name, known); found {
		return program.WithHint(err, fmt.Sprintf("did you mean %q?", near))
	}
	return err
}

// namesOf gives what name says of the components, each once.
func namesOf(all []component, name func(component) string) []string {
	var names []string
	for _, c := range all {
		if n := name(c); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// completeTarget offers the workloads of the chart to the shell, and the containers of one.
func (o *envOptions) completeTarget(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	if len(args) > 0 {
		return nil, none
	}
	project, err := o.invocation.Project(o.config)
	if err != nil {
		return nil, none
	}
	release, err := o.release.rendered(cmd.Context(), o.invocation, project, o.invocation.Given(o.first()))
	if err != nil {
		return nil, none
	}
	all := components(release.Resources, pipeline.Kinds(project), project.Release.Namespace)
	if strings.Contains(begun, "/") {
		return namesOf(all, func(c component) string { return c.id.Name + "/" + c.container.Name }), none
	}
	return namesOf(all, func(c component) string { return c.id.Name }), none
}
