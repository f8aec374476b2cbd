package inject

import (
	"fmt"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// advise says what to write into the template of a hook, and what must be there before it runs.
func (in *Injector) advise(w workload, c manifest.Container, o objects, lacks []lack) string {
	var env, envFrom []string
	for _, l := range lacks {
		if l.stanza.whole() {
			envFrom = append(envFrom, l.source())
		}
		for _, key := range l.keys {
			env = append(env, fmt.Sprintf("{name: %s, valueFrom: {%s: {name: %s, key: %s}}}", key.Variable, l.stanza.refField(), l.stanza.name, key.Key))
		}
	}
	var lists []string
	if envFrom != nil {
		lists = append(lists, "envFrom: ["+strings.Join(envFrom, ", ")+"]")
	}
	if env != nil {
		lists = append(lists, "env: ["+strings.Join(env, ", ")+"]")
	}
	advice := fmt.Sprintf("write %s into container %s of the template", strings.Join(lists, " and "), c.Name)
	said := append([]string{advice}, mounts(lacks)...)
	stanzas := make([]*stanza, len(lacks))
	for i, l := range lacks {
		stanzas[i] = l.stanza
	}
	return strings.Join(append(said, o.warnEarly(w, in.namespace(w.Resource), stanzas)...), "; ")
}

// source is the entry of envFrom that brings the variables.
func (l lack) source() string {
	prefix := ""
	if l.stanza.prefix != "" {
		prefix = "prefix: " + l.stanza.prefix + ", "
	}
	return fmt.Sprintf("{%sconfigMapRef: {name: %s}}", prefix, l.stanza.name)
}

// mounts says of which Secrets the pod must mount the volume, or they are not there.
func mounts(lacks []lack) []string {
	var said []string
	for _, l := range lacks {
		if l.stanza.volume != nil {
			said = append(said, fmt.Sprintf("mount a volume of SecretProviderClass %s: Secret %s is there only while a pod does", l.stanza.name, l.stanza.name))
		}
	}
	return said
}
