package environ

import (
	"iter"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Providers gives the resources whose ConfigMaps and Secrets pods can count on: the pods of hooks on
// all, other pods on none that is a hook. Helm 3 never shows hooks to a post-renderer, so whoever counted
// on one would judge the same release otherwise under each Helm; and Helm may delete a hook at any time.
// Hooks come first: of two of one name the template's counts.
func Providers(s *manifest.Set, toHooks bool) iter.Seq[*manifest.Resource] {
	return func(yield func(*manifest.Resource) bool) {
		for _, hooks := range []bool{true, false} {
			for r := range s.All() {
				if r.Hook() == hooks && (toHooks || !hooks) && !yield(r) {
					return
				}
			}
		}
	}
}
