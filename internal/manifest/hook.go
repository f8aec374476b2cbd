package manifest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Annotations by which Helm knows hooks.
const (
	hookAnnotation       = "helm.sh/hook"
	hookWeightAnnotation = "helm.sh/hook-weight"
)

// Hook reports whether Helm runs the resource as a hook. Helm 3 never shows those to a post-renderer.
func (r *Resource) Hook() bool { return r.Annotations()[hookAnnotation] != "" }

// HookAt reports whether Helm runs the resource as a hook of an event, such as pre-install.
func (r *Resource) HookAt(event string) bool {
	events := strings.FieldsFunc(r.Annotations()[hookAnnotation], func(c rune) bool { return c == ',' || c == ' ' })
	return slices.Contains(events, event)
}

// HookBefore reports whether Helm makes r, a hook, before another one of the same event that runs pods: by
// weight, then by name, then by kind, of which those that make pods come last.
func (r *Resource) HookBefore(other *Resource) bool {
	return cmp.Or(cmp.Compare(r.hookWeight(), other.hookWeight()), cmp.Compare(r.ID().Name, other.ID().Name)) <= 0
}

// hookWeight is 0 where there is none or no number, as it is for Helm.
func (r *Resource) hookWeight() int {
	weight, err := strconv.Atoi(r.Annotations()[hookWeightAnnotation])
	if err != nil {
		return 0
	}
	return weight
}
