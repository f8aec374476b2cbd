package check

import (
	"context"
	"fmt"

	"github.com/hashintel/helm-hash/internal/finding"
)

// duplicateKey finds keys that stand twice in one mapping. Only the text of a resource has them: in
// its meaning, which is all that Rego sees, the last one has won already.
func duplicateKey() Check {
	rule := finding.Rule{
		ID:          "manifest/duplicate-key",
		Title:       "Keys stand once",
		Description: "A key that stands twice in one mapping means two things. Helm passes both on, Kubernetes takes the last without a word, and other tools refuse the manifest or take the first: what a reviewer reads need not be what runs.",
		Severity:    finding.Error,
		Remediation: "Remove one of the two keys from the template.",
		Profiles:    finding.EveryProfile(),
		Scope:       "resource",
		Waivable:    true,
		Links:       []string{"https://yaml.org/spec/1.2.2/#3213-node-comparison"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		for r := range in.judged() {
			for _, d := range r.Duplicates() {
				f := in.at(rule, r, d.Path, "")
				f.Message = fmt.Sprintf("the key %q stands twice, and Kubernetes takes the last", f.Path[len(f.Path)-1])
				f.Source.Line, f.Source.Column = 0, 0 // the line of the resource, not of the key
				findings = append(findings, f)
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}
