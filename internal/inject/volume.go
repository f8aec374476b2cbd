package inject

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

// mountRoot is where volumes of secret backends are mounted, each below the name of its Secret.
const mountRoot = "/mnt/secrets-store/"

// volumeOf gives the volume that pods must mount for a Secret to be there, or nil. That the backend is
// unknown is an error of [Injector.Apply].
func volumeOf(name string, p *config.Project, e *config.Environment) map[string]any {
	backend, err := secret.Find(e.SecretStore.Provider)
	if err != nil {
		return nil
	}
	volume, _ := backend.Volume(name, secretEnvironment(p, e))
	return volume
}

// mountList is the volumes of a pod, or the mounts of a container, while they grow. What the chart wrote
// stays first: of these no entry wins over another.
type mountList struct {
	entries []any
	stanzas []*stanza // of the last entries: who added them
}

func newMountList(holder map[string]any, field string) mountList {
	entries, _ := holder[field].([]any)
	return mountList{entries: slices.Clip(entries)}
}

func (l *mountList) changed() bool { return len(l.stanzas) > 0 }

func (l *mountList) add(entry map[string]any, st *stanza) {
	l.entries = append(l.entries, entry)
	l.stanzas = append(l.stanzas, st)
}

// find gives the first entry with such a value.
func (l *mountList) find(field string, value any) (entry map[string]any, found bool) {
	for _, e := range l.entries {
		if entry = fieldsOf(e); entry[field] == value {
			return entry, true
		}
	}
	return nil, false
}

// apply writes the list to path in a resource, whose field of holder it is, and marks who added what.
func (l *mountList) apply(r *manifest.Resource, holder map[string]any, path manifest.Path) {
	if !l.changed() {
		return
	}
	field, _ := path[len(path)-1].(string)
	holder[field] = l.entries
	first := len(l.entries) - len(l.stanzas)
	for i, st := range l.stanzas {
		r.Mark(path.Append(first+i), st.source())
	}
}

// mount adds the volumes that a container needs to the pod, and mounts them in the container.
func (p *plan) mount(c *change) error {
	for _, st := range c.mounting {
		name := st.volume["name"]
		known, found := p.volumes.find("name", name)
		if found && !includes(known, st.volume) {
			return &StanzaError{
				Place:  st.place,
				Reason: fmt.Sprintf("needs volume %s for Secret %s, and %s has another volume of that name", name, st.name, p.ID()),
				Remedy: "rename the volume in the chart",
			}
		}
		if !found {
			p.volumes.add(st.volume, st)
		}
		if _, mounted := c.mounts.find("name", name); mounted {
			continue
		}
		path := mountRoot + st.name
		if _, taken := c.mounts.find("mountPath", path); taken {
			return &StanzaError{
				Place:  st.place,
				Reason: fmt.Sprintf("mounts Secret %s to %s, where container %s of %s mounts something else", st.name, path, c.container.Name, p.ID()),
				Remedy: "mount that elsewhere in the chart",
			}
		}
		c.mounts.add(map[string]any{"name": name, "mountPath": path, "readOnly": true}, st)
	}
	return nil
}

// includes reports whether a value has all that another has. What else it has an overlay may have added
// before an earlier run was read again.
func includes(value, wanted any) bool {
	fields, isMap := wanted.(map[string]any)
	if !isMap {
		return reflect.DeepEqual(value, wanted)
	}
	has, _ := value.(map[string]any)
	for field, wanted := range fields {
		if !includes(has[field], wanted) {
			return false
		}
	}
	return true
}
