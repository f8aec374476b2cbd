package inject

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
)

// laterSources are the sources of envFrom that win over a ConfigMap.
type laterSources struct {
	known   map[string]any // variables that they set
	unknown []unknownSource
}

// unknownSource is an object whose keys only the cluster knows, or that has one key with an unknown value.
type unknownSource struct {
	object objectKey
	prefix string
	keys   []string // if they are known; none: any
}

// unknownSetting names an object that may set the variable.
func (l laterSources) unknownSetting(name string) (object string, found bool) {
	for _, u := range l.unknown {
		key, fits := strings.CutPrefix(name, u.prefix)
		if fits && (len(u.keys) == 0 || slices.Contains(u.keys, key)) {
			return u.object.kind + " " + u.object.name, true
		}
	}
	return "", false
}

// later looks up the sources. What hash.yaml declares as existing has no value here, and keys if it says so.
func (o objects) later(sources []map[string]any, namespace string, existing []config.Existing) laterSources {
	found := laterSources{known: map[string]any{}}
	for _, source := range sources {
		prefix, _ := source["prefix"].(string)
		key, named := objectOf(source, namespace)
		r, isHere := o[key]
		switch {
		case isHere:
			for name, value := range content(r) {
				found.known[prefix+name] = value
			}
		case named:
			keys, _ := declared(existing, key)
			found.unknown = append(found.unknown, unknownSource{key, prefix, keys})
		}
	}
	return found
}

// objectOf is the object that an entry of envFrom brings.
func objectOf(source map[string]any, namespace string) (key objectKey, named bool) {
	field, kind := "configMapRef", environ.ConfigMap
	if source[field] == nil {
		field, kind = "secretRef", environ.Secret
	}
	name, named := fieldsOf(source[field])["name"].(string)
	return objectKey{kind, namespace, name}, named
}
