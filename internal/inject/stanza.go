package inject

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// stanza is one entry of env or secrets: an object whose keys become variables of containers.
type stanza struct {
	kind     string // ConfigMap or Secret
	name     string // of the object
	keys     []config.KeyName
	into     config.Target
	optional bool
	place    string // hash.yaml:12
}

// stanzasOf gives those that count in an environment, shared env first, in the order of the file.
func stanzasOf(p *config.Project, environment string) []*stanza {
	var stanzas []*stanza
	for _, e := range p.Env {
		if config.AppliesTo(e.Environments, environment) {
			stanzas = append(stanzas, &stanza{environ.ConfigMap, e.ConfigMap, e.Keys, e.Into, e.Optional, e.Place})
		}
	}
	for _, s := range p.Secrets {
		if config.AppliesTo(s.Environments, environment) {
			stanzas = append(stanzas, &stanza{environ.Secret, s.Secret, s.Keys, s.Into, s.Optional, s.Place})
		}
	}
	return stanzas
}

// whole reports whether all keys of the object become variables: by envFrom.
func (st *stanza) whole() bool { return len(st.keys) == 0 }

// refField is the field of valueFrom that names a key of the object.
func (st *stanza) refField() string {
	if st.kind == environ.Secret {
		return "secretKeyRef"
	}
	return "configMapKeyRef"
}

func (st *stanza) source() manifest.Source {
	source := finding.PlaceSource(st.place)
	source.SetBy = manifest.SetByInject
	return source
}

// String names the object and the stanza to people.
func (st *stanza) String() string { return fmt.Sprintf("%s %s (%s)", st.kind, st.name, st.place) }

// wanted describes the workloads and containers that the stanza means.
func (st *stanza) wanted() string {
	text := fmt.Sprintf("matches the selector %q", st.into.Selector)
	if slices.Contains(st.into.Containers, "*") {
		return text
	}
	return fmt.Sprintf("%s and has a container called %s", text, strings.Join(st.into.Containers, " or "))
}

// workload is a resource that makes pods, with the template of its pods.
type workload struct {
	*manifest.Resource
	template manifest.PodTemplate
}

const (
	optOut          = "post.hash.dev/inject"
	optOutContainer = "post.hash.dev/inject." // and the container's name
)

// optedOut reports whether the workload wants nothing at all.
func (w workload) optedOut() bool { return w.Annotations()[optOut] == "false" }

// containerOptedOut reports whether one container of the workload wants nothing.
func (w workload) containerOptedOut(name string) bool {
	value, _ := manifest.Path{"metadata", "annotations", optOutContainer + name}.Lookup(w.template.Object)
	return value == "false"
}

// leftAlone reports whether the workload is a hook that keeps the form in which Helm 3 runs it.
func (in *Injector) leftAlone(r *manifest.Resource) bool {
	return in.project.Hooks == config.HooksLeave && r.Hook()
}

// meaning gives the stanzas that mean a container of the workload, opted out or not.
func (in *Injector) meaning(w workload, c manifest.Container) []*stanza {
	if in.leftAlone(w.Resource) || c.Ephemeral {
		return nil
	}
	var found []*stanza
	for _, st := range in.stanzas {
		if st.into.Selector.Matches(labels.Set(w.Labels())) && matchesAny(st.into.Containers, c.Name) {
			found = append(found, st)
		}
	}
	return found
}

// reaching gives the stanzas whose variables a container of the workload gets.
func (in *Injector) reaching(w workload, c manifest.Container) []*stanza {
	if w.optedOut() || w.containerOptedOut(c.Name) {
		return nil
	}
	return in.meaning(w, c)
}

func matchesAny(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool {
		ok, err := path.Match(glob, name)
		return ok && err == nil
	})
}
