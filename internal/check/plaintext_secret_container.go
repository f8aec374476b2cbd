package check

import (
	"fmt"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// inContainer looks at what a container is started with, and at what the kubelet does to it.
func inContainer(c manifest.Container) []exposure {
	label := fmt.Sprintf("container %q", c.Name)
	switch {
	case c.Init:
		label = "init " + label
	case c.Ephemeral:
		label = "ephemeral " + label
	}
	found := inVariables(c, label)
	found = append(found, commandLine{c.Object, c.Path, label}.exposures("command", "args")...)
	for _, action := range actions() {
		object, _ := manifest.Path(action).Lookup(c.Object)
		handler, ok := object.(map[string]any)
		if !ok {
			continue
		}
		path := c.Path.Append(action...)
		what := fmt.Sprintf("%s: %s", label, manifest.Path(action))
		found = append(found, inHeaders(handler, path, what)...)
		if exec, ok := handler["exec"].(map[string]any); ok {
			found = append(found, commandLine{exec, path.Append("exec"), what}.exposures("command")...)
		}
	}
	return found
}

// actions are the fields of a container that hold a command or an HTTP request.
func actions() [][]any {
	return [][]any{
		{"livenessProbe"},
		{"readinessProbe"},
		{"startupProbe"},
		{"lifecycle", "postStart"},
		{"lifecycle", "preStop"},
	}
}

func inVariables(c manifest.Container, label string) []exposure {
	var found []exposure
	list, _ := c.Object["env"].([]any)
	for i, entry := range list {
		variable, _ := entry.(map[string]any)
		name, named := variable["name"].(string)
		value, valued := variable["value"].(string)
		if !named || !valued {
			continue
		}
		e := exposure{
			path:  c.Path.Append("env", i, "value"),
			place: fmt.Sprintf("%s: variable %q", label, credential.Shown(name)),
			fix:   referInstead,
		}
		found = append(found, e.each(credential.InVariable(name, value))...)
	}
	return found
}

// commandLine is an object with a command, and where it stands.
type commandLine struct {
	object map[string]any
	path   manifest.Path
	label  string
}

// exposures judges fields of the object, one behind the other, as one command line.
func (c commandLine) exposures(fields ...string) []exposure {
	var words []string
	var paths []manifest.Path
	for _, field := range fields {
		list, _ := c.object[field].([]any)
		for i, entry := range list {
			word, _ := entry.(string) // what is no text keeps its place, so that flags meet their values
			words = append(words, word)
			paths = append(paths, c.path.Append(field, i))
		}
	}
	var found []exposure
	for _, a := range credential.InArguments(words) {
		found = append(found, exposure{
			path: paths[a.Index], place: c.label + ": the command line", fix: useVariable,
			inside: a.Name, line: a.Line, what: a.What,
		})
	}
	return found
}

func inHeaders(handler map[string]any, path manifest.Path, label string) []exposure {
	request, _ := handler["httpGet"].(map[string]any)
	headers, _ := request["httpHeaders"].([]any)
	var found []exposure
	for i, entry := range headers {
		header, _ := entry.(map[string]any)
		name, _ := header["name"].(string)
		value, _ := header["value"].(string)
		e := exposure{
			path:  path.Append("httpGet", "httpHeaders", i, "value"),
			place: fmt.Sprintf("%s: header %q", label, credential.Shown(name)),
			fix:   "remove the header: let the program answer probes without it",
		}
		found = append(found, e.each(credential.InSetting(name, value))...)
	}
	return found
}
