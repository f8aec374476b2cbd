package check

import (
	"context"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
)

// tlsSecret finds certificates that will not be there. It is a warning: certificates often come from
// outside the release, and a controller without one serves its default certificate.
func tlsSecret() Check {
	rule := finding.Rule{
		ID:          "reference/tls-secret",
		Title:       "Certificates exist",
		Description: "An Ingress or a Gateway names the Secret of a certificate that nothing makes, neither a resource of the release nor cert-manager for it, and that hash.yaml does not declare, or one that lacks tls.crt or tls.key; or a BackendTLSPolicy does so with the ConfigMap of an authority. Clients get the controller's default certificate, or no answer.",
		Severity:    finding.Warning,
		Remediation: "Correct the name, have cert-manager issue the certificate, or declare the Secret under existing: in hash.yaml.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		return in.dangling(rule, environ.UseTLS), ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}
