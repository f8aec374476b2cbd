package secret

import (
	"regexp"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// job makes Secrets while it runs, as the hooks of webhooks do that issue their own certificates. That it
// makes one shows where it is given the name; under which keys, nobody can tell.
type job struct{}

// namedSecret is where a command says the name of a Secret: behind a flag, or to kubectl.
var namedSecret = regexp.MustCompile(`(?:^|\s)-{1,2}(?:[\w.-]*[.-])?secret-?[Nn]ame[\s=]["']?([a-z0-9][a-z0-9.-]*)` +
	`|\bcreate\s+secret\s+(?:generic|tls|docker-registry)\s+["']?([a-z0-9][a-z0-9.-]*)`)

func (job) Produces(r *manifest.Resource) []Secret {
	if id := r.ID(); id.Group() != "batch" || id.Kind != "Job" {
		return nil
	}
	var names []string
	for _, field := range []string{"initContainers", "containers"} {
		for _, container := range mappings(r.Object(), "spec", "template", "spec", field) {
			names = append(names, givenTo(container)...)
		}
	}
	var made []Secret
	for _, name := range keySet(names) {
		made = append(made, Secret{Name: name, Open: true, Lasting: true})
	}
	return made
}

// givenTo lists the names of Secrets that a container is given.
func givenTo(container map[string]any) []string {
	var words, names []string
	for _, field := range []string{"command", "args"} {
		list, _ := container[field].([]any)
		for _, entry := range list {
			word, _ := entry.(string)
			words = append(words, word)
		}
	}
	for _, match := range namedSecret.FindAllStringSubmatch(strings.Join(words, " "), -1) {
		names = append(names, match[1]+match[2]) // one of them is empty
	}
	for _, variable := range mappings(container, "env") {
		name, value := text(variable, "name"), text(variable, "value")
		if strings.HasSuffix(name, "SECRET_NAME") && value != "" {
			names = append(names, value)
		}
	}
	return names
}
