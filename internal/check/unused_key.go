package check

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// unusedKey finds keys of ConfigMaps and Secrets that nothing takes. It judges only objects of which
// nothing takes all: others may be read by a program that nobody here knows.
func unusedKey() Check {
	rule := finding.Rule{
		ID:          "reference/unused-key",
		Title:       "Keys are taken",
		Description: "Everything that refers to a ConfigMap or a Secret of the release names the keys that it takes, and no one names this one: it is left over, or a reference is misspelt or missing. Objects that a pod takes as a whole, to which nothing refers, or which a custom resource or a Role names are not judged, nor Secrets of a type that prescribes the keys. What a hook takes counts where it is seen: Helm 3 does not show hooks to hash-post.",
		Severity:    finding.Info,
		Remediation: "Remove the key, or refer to it.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/configuration/configmap/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		taken, mentioned := in.taken(), in.mentioned()
		for r := range in.Set.All() {
			keys, referred := taken.find(objectKey{r.ID().Kind, in.namespace(r), r.ID().Name})
			if !referred || !isConfigMap(r) && !isOpaque(r) || mentioned[r.ID().Name] {
				continue
			}
			for _, path := range keyPaths(r) {
				if key, _ := path[1].(string); !keys.has(key) {
					findings = append(findings, in.at(rule, r, path, fmt.Sprintf("nothing takes the key %s of %s %s", credential.Shown(key), r.ID().Kind, r.ID().Name)))
				}
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// taken collects what the references of the release take, whether or not it is there. An object that
// something takes as a whole is open.
func (in Release) taken() objects {
	all := objects{}
	for _, ref := range in.references().all {
		keys := make([]string, len(ref.Keys))
		for i, key := range ref.Keys {
			keys[i] = key.Name
		}
		all.take(ref.target, keys)
	}
	// A stanza may reach no container in this environment, and take its keys in another.
	for _, s := range in.Env {
		all.take(objectKey{environ.ConfigMap, "", s.ConfigMap}, keysOf(s.Keys))
	}
	for _, s := range in.Secrets {
		all.take(objectKey{environ.Secret, "", s.Secret}, keysOf(s.Keys))
	}
	return all
}

// take adds the keys that something takes of an object: without any it takes all.
func (o objects) take(key objectKey, keys []string) {
	o.add(key, true, keys...)
	if len(keys) == 0 {
		o.open(key)
	}
}

// isOpaque reports whether r is a Secret whose type prescribes no keys.
func isOpaque(r *manifest.Resource) bool {
	kind, _ := r.Object()["type"].(string)
	return isSecret(r) && (kind == "" || kind == "Opaque")
}

// keyPaths leads to the keys of a ConfigMap or Secret, in order.
func keyPaths(r *manifest.Resource) []manifest.Path {
	paths := map[string]manifest.Path{}
	for _, field := range []string{"data", "binaryData", "stringData"} {
		for _, key := range keysIn(r, field) {
			paths[key] = manifest.Path{field, key}
		}
	}
	found := make([]manifest.Path, 0, len(paths))
	for _, key := range slices.Sorted(maps.Keys(paths)) {
		found = append(found, paths[key])
	}
	return found
}

// silentGroups are those of Kubernetes whose resources name Services and workloads, but read no
// ConfigMap and no Secret but by references.
func silentGroups() map[string]bool {
	return map[string]bool{
		"": true, "apps": true, "batch": true, "extensions": true, "autoscaling": true, "policy": true,
		"networking.k8s.io": true, "apiextensions.k8s.io": true, "admissionregistration.k8s.io": true,
	}
}

// mentioned collects the texts of resources that may name a ConfigMap or a Secret in ways of their own:
// custom resources, and the resourceNames of Roles.
func (in Release) mentioned() map[string]bool {
	texts := map[string]bool{}
	silent := silentGroups()
	for r := range in.Set.All() {
		group := r.ID().Group()
		if silent[group] {
			continue
		}
		for field, value := range r.Object() {
			if field != "metadata" && (group != "rbac.authorization.k8s.io" || field == "rules") {
				collect(texts, value)
			}
		}
	}
	return texts
}

// collect adds all texts of a value.
func collect(to map[string]bool, value any) {
	switch value := value.(type) {
	case string:
		to[value] = true
	case []any:
		for _, entry := range value {
			collect(to, entry)
		}
	case map[string]any:
		for _, entry := range value {
			collect(to, entry)
		}
	}
}
