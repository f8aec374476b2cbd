package check

import (
	"context"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
)

// missingKey finds references of pods to ConfigMaps, Secrets and keys that will not be there: the pods
// would wait for them for ever, or start without a variable.
func missingKey() Check {
	rule := finding.Rule{
		ID:          "reference/missing-key",
		Title:       "Pods refer to what exists",
		Description: "A pod takes a variable or a volume from a ConfigMap or Secret that no resource of the release makes, or from a key that it lacks; it would not start. What only a hook makes is there for hooks alone: Helm 3 does not show it to hash-post, and Helm may delete it. What exists outside the release is declared in hash.yaml: Secrets that a stanza under secrets: takes, and all else under existing:. References with optional: true may lead nowhere.",
		Severity:    finding.Error,
		Remediation: "Correct the name, render what is missing, declare what exists outside the release under existing: in hash.yaml, or say optional: true.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/configuration/configmap/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		return in.dangling(rule, environ.UseEnv, environ.UseEnvFrom, environ.UseVolume, environ.UseMount), ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}
