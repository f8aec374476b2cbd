package cli

import (
	"fmt"
	"slices"
	"strings"

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
		chosen = keep(chosen, func(c component) bool { return !c.container.Init && !c.container.Ephemeral })
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

// export gives what a container gets, as far as values and the format allow.
func (r *envRelease) export(c component, links bool, values secretValues, format exportFormat) *export {
	out := &export{component: c, environment: r.environment.Name}
	e := r.of(c, links)
	for _, source := range e.Unknown {
		out.variables = append(out.variables, exportedVariable{why: "every key of " + source.String()})
	}
	for _, v := range e.Variables {
		found := exportedVariable{name: v.Name}
		found.value, found.why = values.resolve(c.id.Namespace, v.Value)
		switch {
		case slices.Contains(e.Missing, v.Source):
			found.why = missing(v.Source)
		case found.why == "":
			found.why = format.fits(found)
		}
		out.variables = append(out.variables, found)
	}
	out.command = r.texts(c, "command", values)
	out.args = r.texts(c, "args", values)
	return out
}

// texts gives a list of the container with its references to variables expanded. A text that needs what
// is not known stays as it is.
func (r *envRelease) texts(c component, field string, values secretValues) []exportedVariable {
	list, _ := c.container.Object[field].([]any)
	e := r.of(c, true)
	texts := make([]exportedVariable, len(list))
	for i, entry := range list {
		text := fmt.Sprint(entry)
		texts[i].name = fmt.Sprintf("%s[%d]", field, i)
		texts[i].value, texts[i].why = values.resolve(c.id.Namespace, e.Expand(text))
		if texts[i].why != "" {
			texts[i].value = text
		}
	}
	return texts
}
