package inject

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// optedOut reports whether the workload wants nothing at all.
func (w workload) optedOut() bool { return w.Annotations()[config.OptOutAnnotation] == "false" }

// refuses reports whether a container of the workload wants nothing.
func (w workload) refuses(c manifest.Container) bool {
	value, _ := manifest.Path{"metadata", "annotations", config.ContainerOptOut(c.Name)}.Lookup(w.template.Object)
	return value == "false" || w.optedOut()
}

// idleOptOuts reports the annotations by which a workload means to opt out, and does not.
func (w workload) idleOptOuts() []finding.Finding {
	onPods := w.template.Path.Append("metadata", "annotations")
	onWorkload := manifest.Path{"metadata", "annotations"}
	found := w.idleAt(onWorkload, onPods)
	if !slices.Equal(onPods, onWorkload) {
		found = append(found, w.idleAt(onPods, onPods)...)
	}
	return found
}

// idleAt judges the annotations of the workload or of its pods.
func (w workload) idleAt(at, onPods manifest.Path) []finding.Finding {
	field, _ := at.Lookup(w.Object())
	annotations, _ := field.(map[string]any)
	var found []finding.Finding
	for _, name := range slices.Sorted(maps.Keys(annotations)) {
		container, ofContainer := config.CutContainerOptOut(name)
		var reason string
		switch {
		case !ofContainer && name != config.OptOutAnnotation:
			continue
		case !ofContainer && len(at) != len(manifest.Path{"metadata", "annotations"}):
			reason = "stands on the pod template, where only annotations of single containers count"
		case ofContainer && !slices.Equal(at, onPods):
			reason = "stands on the workload, where only the one without a container counts"
		case ofContainer && !w.has(container):
			reason = "names no container of the workload"
		case annotations[name] != "false":
			reason = `has another value than "false"`
		default:
			continue
		}
		found = append(found, w.idle(at.Append(name), fmt.Sprintf("%s has no effect: it %s", name, reason)))
	}
	return found
}

func (w workload) idle(path manifest.Path, message string) finding.Finding {
	f := ruleOptOut.Violation(message)
	f.Resource = w.ID()
	f.Path = path
	f.NamedPath = finding.NamedPath(path, w.Object())
	f.Source = w.Origin(path)
	return f
}

func (w workload) has(container string) bool {
	for c := range w.template.Containers() {
		if c.Name == container {
			return true
		}
	}
	return false
}
