package inject

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// early are the events at which Helm runs hooks before it makes or changes the rest of the release.
var early = []string{"pre-install", "pre-upgrade", "pre-rollback"}

// lateEvents gives the early events at which a hook cannot count on the object of a stanza as the release
// has it; none for what is no hook, and for what hash.yaml declares as existing.
func (o objects) lateEvents(w workload, namespace string, st *stanza) []string {
	if _, declared := st.declared(namespace); declared || !w.Hook() {
		return nil
	}
	made := o[objectKey{st.kind, namespace, st.name}]
	var late []string
	for _, event := range early {
		if slices.Contains(eventsOf(w.Resource), event) && (made == nil || !precedes(made, w.Resource, event)) {
			late = append(late, event)
		}
	}
	return late
}

// precedes reports whether Helm makes a hook before another at an event: by weight, then by name.
func precedes(made, other *manifest.Resource, event string) bool {
	order := cmp.Or(
		cmp.Compare(weightOf(made), weightOf(other)),
		cmp.Compare(made.ID().Name, other.ID().Name),
	)
	return slices.Contains(eventsOf(made), event) && order < 0
}

// eventsOf gives the events at which Helm runs a hook.
func eventsOf(r *manifest.Resource) []string {
	return strings.FieldsFunc(r.Annotations()["helm.sh/hook"], func(c rune) bool { return c == ',' || c == ' ' })
}

// weightOf is 0 where the annotation is none or no number, as it is for Helm.
func weightOf(r *manifest.Resource) int {
	weight, err := strconv.Atoi(r.Annotations()["helm.sh/hook-weight"])
	if err != nil {
		return 0
	}
	return weight
}
