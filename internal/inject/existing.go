package inject

import "github.com/hashintel/helm-hash/internal/config"

// declared reports whether existing has an object, and with which keys; none stands for any.
func declared(existing []config.Existing, key objectKey) (keys []string, found bool) {
	for _, e := range existing {
		if e.Kind == key.kind && e.Name == key.name && (e.Namespace == "" || e.Namespace == key.namespace) {
			return e.Keys, true
		}
	}
	return nil, false
}
