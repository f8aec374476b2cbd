package inject

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
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
	return strings.Join(append([]string{advice}, o.early(w, in.namespace(w.Resource), lacks)...), "; ")
}

// source is the entry of envFrom that brings the variables.
func (l lack) source() string {
	prefix := ""
	if l.stanza.prefix != "" {
		prefix = "prefix: " + l.stanza.prefix + ", "
	}
	return fmt.Sprintf("{%sconfigMapRef: {name: %s}}", prefix, l.stanza.name)
}

// early says what is not there yet, or is old, where a hook runs before the rest of the release.
func (o objects) early(w workload, namespace string, lacks []lack) []string {
	events := strings.FieldsFunc(w.Annotations()["helm.sh/hook"], func(c rune) bool { return c == ',' || c == ' ' })
	installs, upgrades := slices.Contains(events, "pre-install"), slices.Contains(events, "pre-upgrade")
	var said []string
	configMaps := o.late(environ.ConfigMap, namespace, lacks)
	switch {
	case configMaps != "" && installs:
		said = append(said, "before pre-install there is no ConfigMap "+configMaps+": make a hook of it, with a lower helm.sh/hook-weight")
	case configMaps != "" && upgrades:
		said = append(said, "in pre-upgrade ConfigMap "+configMaps+" has the values of the last release")
	}
	if secrets := o.late(environ.Secret, namespace, lacks); secrets != "" && installs {
		said = append(said, "before pre-install there must be a Secret "+secrets)
	}
	return said
}

// late names the objects of one kind that neither a hook nor anybody else makes before the release.
func (o objects) late(kind, namespace string, lacks []lack) string {
	var names []string
	for _, l := range lacks {
		r, found := o[objectKey{kind, namespace, l.stanza.name}]
		_, declared := l.stanza.declared(namespace)
		if l.stanza.kind != kind || declared || found && r.Hook() || slices.Contains(names, l.stanza.name) {
			continue
		}
		names = append(names, l.stanza.name)
	}
	return strings.Join(names, ", ")
}
