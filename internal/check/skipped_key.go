package check

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
)

// skippedKey finds keys that envFrom takes and of which no variable is made.
func skippedKey() Check {
	rule := finding.Rule{
		ID:          "env/skipped-key",
		Title:       "Keys of envFrom become variables",
		Description: "A container takes all keys of a ConfigMap or a Secret as variables, and the kubelet skips this one without a word: it is in binaryData, of which no variables are made, or it is no valid name of a variable and the environment lists a Kubernetes before 1.30 under kubeVersions.",
		Severity:    finding.Warning,
		Remediation: "Rename the key, keep it in data, or mount it as a file.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		known := in.references()
		for _, ref := range known.all {
			if ref.Use != environ.UseEnvFrom {
				continue
			}
			object, _ := known.seenBy(ref.resource).counted.find(ref.target)
			for _, reason := range in.skipped(object, prefixOf(ref)) {
				findings = append(findings, in.at(rule, ref.resource, ref.Path, fmt.Sprintf("of %s %s the kubelet skips %s", ref.Kind, ref.Name, reason)))
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// prefixOf reads what an entry of envFrom puts before each key.
func prefixOf(ref reference) string {
	entry := ref.Path[:len(ref.Path)-2] // which holds configMapRef.name
	found, _ := entry.Append("prefix").Lookup(ref.resource.Object())
	prefix, _ := found.(string)
	return prefix
}

// skipped says which keys of an object become no variables, and why.
func (in Release) skipped(object content, prefix string) []string {
	var reasons []string
	for _, key := range slices.Sorted(maps.Keys(object.keys)) {
		if object.file(key) {
			reasons = append(reasons, fmt.Sprintf("the key %s, which is in binaryData", credential.Shown(key)))
			continue
		}
		if versions := in.refusing(prefix+key, environ.AcceptsKey); versions != "" {
			reasons = append(reasons, fmt.Sprintf("the key %s: %q is no valid name of a variable in Kubernetes %s", credential.Shown(key), credential.Shown(prefix+key), versions))
		}
	}
	return reasons
}
