package check

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
)

// pullSecret finds imagePullSecrets that will not be there. It is a rule of its own, and a warning: the
// kubelet tries without them, and that is enough for images that anyone may pull.
func pullSecret() Check {
	rule := finding.Rule{
		ID:          "reference/pull-secret",
		Title:       "Pull secrets exist",
		Description: "A pod or a ServiceAccount names a Secret under imagePullSecrets that no resource of the release makes and hash.yaml does not declare. The kubelet then pulls without it, which fails for private images, on nodes that do not have them yet. One finding stands for all places that name the Secret.",
		Severity:    finding.Warning,
		Remediation: "Correct the name, or declare the Secret under existing: in hash.yaml.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		return once(in.dangling(rule, environ.UseImagePull)), ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// once keeps the first of those findings that say the same: all pods of a release name one pull secret,
// and it is declared once.
func once(findings []finding.Finding) []finding.Finding {
	times := map[string]int{}
	var kept []finding.Finding
	for _, f := range findings {
		if times[f.Message]++; times[f.Message] == 1 {
			kept = append(kept, f)
		}
	}
	for i := range kept {
		if more := times[kept[i].Message] - 1; more > 0 {
			kept[i].Message += fmt.Sprintf(" (and %d more like this)", more)
		}
	}
	return kept
}
