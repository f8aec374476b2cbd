package check

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// hookOrder finds hooks that wait for what Helm makes only when they are done.
func hookOrder() Check {
	rule := finding.Rule{
		ID:          "reference/hook-order",
		Title:       "Hooks refer to what is there before them",
		Description: "Helm runs the hooks of pre-install before it makes anything else of the release, one after the other in the order of their weights, and waits for each Job and Pod. This one takes a variable or a volume from a ConfigMap or Secret that only the release makes, or only a hook that comes later: its pod waits for ever, and so does the installation. Hooks of pre-upgrade alone are not judged: they find what the last release made.",
		Severity:    finding.Error,
		Remediation: "Run the hook at post-install, have a hook of pre-install with a lower helm.sh/hook-weight make a copy of the object under another name, say optional: true, or declare what exists before the release under existing: in hash.yaml.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://helm.sh/docs/topics/charts_hooks/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		known, existing := in.references(), in.existing()
		for _, ref := range known.all {
			if !awaited(ref) {
				continue
			}
			makers := known.madeBy(ref.target)
			if _, declared := existing.find(ref.target); declared || len(makers) == 0 || slices.ContainsFunc(makers, ref.follows) {
				continue
			}
			findings = append(findings, in.at(rule, ref.resource, ref.Path, fmt.Sprintf("%s %s is not there at pre-install: %s", ref.Kind, ref.Name, whyNot(makers))))
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

const preInstall = "pre-install"

// awaited reports whether Helm waits, before it installs a release, for a pod that needs what it refers to.
func awaited(ref reference) bool {
	kind := ref.resource.ID().Kind
	return !ref.Optional && (kind == "Job" || kind == "Pod") && ref.resource.HookAt(preInstall) &&
		slices.Contains([]environ.Use{environ.UseEnv, environ.UseEnvFrom, environ.UseVolume, environ.UseMount}, ref.Use)
}

// follows reports whether Helm makes a resource before the one that refers.
func (r reference) follows(maker *manifest.Resource) bool {
	return maker.HookAt(preInstall) && maker.HookBefore(r.resource)
}

func whyNot(makers []*manifest.Resource) string {
	first := makers[0].ID()
	switch {
	case slices.ContainsFunc(makers, func(r *manifest.Resource) bool { return r.HookAt(preInstall) }):
		return fmt.Sprintf("the hook %s %s that makes it does not come before this one", first.Kind, first.Name)
	case makers[0].Hook():
		return fmt.Sprintf("the hook %s %s that makes it is one of other events", first.Kind, first.Name)
	}
	return fmt.Sprintf("Helm makes %s %s when this hook is done", first.Kind, first.Name)
}
