package inject

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
)

// laterSource is a source of envFrom that wins over the ConfigMap of a stanza.
type laterSource struct {
	object objectKey
	prefix string
	keys   []string
	here   bool // it is in the release
	open   bool // only the cluster knows its keys

	position int // in envFrom
}

// sets reports whether a variable is known to come from the source.
func (l laterSource) sets(name string) bool {
	key, fits := strings.CutPrefix(name, l.prefix)
	return fits && slices.Contains(l.keys, key)
}

// setting says why a variable may come from the source, or nothing. Which value it would have does not
// matter: it would not follow the stanza's ConfigMap, and those of Secrets are not compared.
func (l laterSource) setting(name string) string {
	switch {
	case !l.sets(name) && (!l.open || !strings.HasPrefix(name, l.prefix)):
		return ""
	case l.here:
		return "stays here because another envFrom of the container sets it too"
	default:
		return "stays here because " + l.object.kind + " " + l.object.name + ", which is not in the release, may set it too"
	}
}

// later looks up the sources. What hash.yaml declares as existing has keys if it says so.
func (o objects) later(sources []source, namespace string, existing []config.Existing) []laterSource {
	var found []laterSource
	for _, s := range sources {
		key, named := objectOf(s.fields, namespace)
		if !named {
			continue
		}
		l := laterSource{object: key, position: s.position}
		l.prefix, _ = s.fields["prefix"].(string)
		if r, here := o[key]; here {
			l.here, l.keys = true, variableKeys(r)
		} else {
			l.keys, _ = declared(existing, key)
			l.open = len(l.keys) == 0
		}
		found = append(found, l)
	}
	return found
}

// objectOf is the object that an entry of envFrom brings.
func objectOf(fields map[string]any, namespace string) (key objectKey, named bool) {
	field, kind := "configMapRef", environ.ConfigMap
	if fields[field] == nil {
		field, kind = "secretRef", environ.Secret
	}
	name, named := fieldsOf(fields[field])["name"].(string)
	return objectKey{kind, namespace, name}, named
}
