package inject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// dropped is a variable whose literal went, because envFrom brings it from the stanza's ConfigMap.
type dropped struct {
	variable string
	stanza   *stanza
}

// mark remembers it in the resource, so that it can be judged after the overlays. The path names a
// variable, and the ConfigMap that has it, where real paths have a position: it stands for no field.
func (d dropped) mark(r *manifest.Resource, c manifest.Container) {
	r.Mark(c.Path.Append("env", d.variable, d.stanza.name), d.stanza.source())
}

// droppedFrom gives what was dropped from a container.
func (in *Injector) droppedFrom(r *manifest.Resource, c manifest.Container) []dropped {
	var all []dropped
	env := c.Path.Append("env")
	for path, source := range r.Marks() {
		if len(path) != len(env)+2 || !path.HasPrefix(env) {
			continue
		}
		name, isVariable := path[len(env)].(string)
		i := slices.IndexFunc(in.stanzas, func(st *stanza) bool {
			return st.name == path[len(env)+1] && st.source() == source
		})
		if isVariable && i >= 0 {
			all = append(all, dropped{name, in.stanzas[i]})
		}
	}
	return all
}

// lost gives an error for each variable that was dropped, and that a container does not get from the
// stanza's ConfigMap now that the overlays have been applied.
func (in *Injector) lost(w workload, c manifest.Container, o objects, gets func() environ.Environment) []error {
	all := in.droppedFrom(w.Resource, c)
	if len(all) == 0 {
		return nil
	}
	var errs []error
	now := gets()
	for _, d := range all {
		_, kept := o.variables(in.namespace(w.Resource), d.stanza.name)
		if reason := d.lost(now, !kept); reason != "" {
			errs = append(errs, &StanzaError{
				Place: d.stanza.place,
				Reason: fmt.Sprintf("%s of container %s of %s stood in the chart as ConfigMap %s has it, and was left to the ConfigMap, but after the overlays %s",
					d.variable, c.Name, w.ID(), d.stanza.name, reason),
				Remedy: fmt.Sprintf("let the overlay leave envFrom and the ConfigMap as they are, set the variable in env there, or give the pod template the annotation %s: \"false\"",
					config.ContainerOptOut(c.Name)),
			})
		}
	}
	return errs
}

// lost says in which way a container does not get the variable from the stanza's ConfigMap, or nothing.
// An overlay that sets it in env means to, and one that renames the ConfigMap leaves its name in the new one.
func (d dropped) lost(now environ.Environment, renamed bool) string {
	i := slices.IndexFunc(now.Variables, func(v environ.Variable) bool { return v.Name == d.variable })
	if i < 0 || now.Variables[i].Source.Kind == environ.ServiceLink {
		return "nothing sets it"
	}
	v := now.Variables[i]
	fromStanza := v.Source.Kind == environ.ConfigMap &&
		(v.Source.Name == d.stanza.name || renamed && strings.Contains(v.Source.Name, d.stanza.name))
	switch {
	case len(v.Doubt) > 0:
		return v.Doubt[0].String() + ", of which nothing is known here, may set it"
	case !fromStanza && !inEnv(v.Entry):
		return "it comes from " + v.Source.String()
	default:
		return ""
	}
}

// inEnv reports whether a path leads to an entry of env.
func inEnv(entry manifest.Path) bool { return len(entry) > 1 && entry[len(entry)-2] == "env" }
