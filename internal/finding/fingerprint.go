package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// fingerprintSize is how many bytes of the hash a fingerprint keeps: enough for no two to be equal.
const fingerprintSize = 16

// Fingerprint identifies the finding from run to run and from environment to environment: 32
// hexadecimal digits over rule, rule name, group, kind, namespace and name of the resource, container
// and field. Messages, severities, lines, files and API versions may change without making it a new
// finding, and so may the position of its field in a list whose entries have names.
func (f Finding) Fingerprint() string {
	path := f.NamedPath
	if path == "" {
		path = f.containerPath()
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{
		f.Rule,
		f.RuleName,
		f.Resource.Group(),
		f.Resource.Kind,
		f.Resource.Namespace,
		f.Resource.Name,
		f.Container,
		path,
	}, "\x00")))
	return hex.EncodeToString(sum[:fingerprintSize])
}

// containerPath is the path with the one name that every finding knows: that of its container.
func (f Finding) containerPath() string {
	if f.Container == "" {
		return f.Path.String()
	}
	named := slices.Clone(f.Path)
	for i := 1; i < len(named); i++ {
		_, isIndex := named[i].(int)
		if field, _ := named[i-1].(string); isIndex && containerFields[field] {
			named[i] = f.Container
			break
		}
	}
	return named.String()
}

var containerFields = map[string]bool{"initContainers": true, "containers": true, "ephemeralContainers": true}

// NamedPath prints path with the names of list entries in place of their positions, as far as object
// gives the entries a name: spec.containers.api.env.LOG_LEVEL.value.
func NamedPath(path manifest.Path, object map[string]any) string {
	named := slices.Clone(path)
	for i, step := range path {
		if _, isIndex := step.(int); !isIndex {
			continue
		}
		entry, _ := path[:i+1].Lookup(object)
		fields, _ := entry.(map[string]any)
		if name, _ := fields["name"].(string); name != "" {
			named[i] = name
		}
	}
	return named.String()
}
