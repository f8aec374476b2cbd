package inject

import (
	"path"
	"slices"

	"k8s.io/apimachinery/pkg/labels"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// workload is a resource that makes pods, with the template of its pods.
type workload struct {
	*manifest.Resource
	template manifest.PodTemplate
}

// leftAlone reports whether the workload is a hook that keeps the form in which Helm 3 runs it.
func (in *Injector) leftAlone(r *manifest.Resource) bool {
	return in.project.Hooks == config.HooksLeave && r.Hook()
}

// selecting gives the stanzas whose labels and names fit a container of the workload.
func (in *Injector) selecting(w workload, c manifest.Container) []*stanza {
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
	if w.refuses(c) || in.leftAlone(w.Resource) {
		return nil
	}
	return in.selecting(w, c)
}

func matchesAny(globs []string, name string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool {
		ok, err := path.Match(glob, name)
		return ok && err == nil
	})
}
