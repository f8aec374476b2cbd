package check

import (
	"context"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
)

// serviceAccountSecret finds Secrets that a ServiceAccount lists and that will not be there. Pods start
// all the same, so it is a warning.
func serviceAccountSecret() Check {
	rule := finding.Rule{
		ID:          "reference/service-account-secret",
		Title:       "ServiceAccounts list what exists",
		Description: "A ServiceAccount lists a Secret under secrets that no resource of the release makes and hash.yaml does not declare. The list says which Secrets its pods may mount, so one of them is misspelt or left over. Since Kubernetes 1.24 no token is put there.",
		Severity:    finding.Warning,
		Remediation: "Correct or remove the entry, or declare the Secret under existing: in hash.yaml.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/security/service-accounts/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		return in.dangling(rule, environ.UseServiceAccount), ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}
