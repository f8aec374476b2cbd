package check

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// invalidName finds names of variables that the API server refuses.
func invalidName() Check {
	rule := finding.Rule{
		ID:          "env/invalid-name",
		Title:       "Names of variables are valid",
		Description: "The API server refuses a pod with such a name of a variable, or with such a prefix in envFrom. Before Kubernetes 1.32 a name is made of letters, digits and the characters - _ . and does not begin with a digit; since then it is any printable ASCII but the equals sign. All versions count that the environment lists under kubeVersions.",
		Severity:    finding.Error,
		Remediation: "Rename the variable.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "resource",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		for r := range in.judged() {
			for c := range in.containers(r) {
				for path, name := range names(c) {
					if versions := in.refusing(name, environ.AcceptsName); versions != "" {
						findings = append(findings, in.at(rule, r, path, fmt.Sprintf("%q is no valid name of a variable in Kubernetes %s", credential.Shown(name), versions)))
					}
				}
			}
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

func (in Release) containers(r *manifest.Resource) iter.Seq[manifest.Container] {
	return func(yield func(manifest.Container) bool) {
		for t := range in.Kinds.PodTemplates(r) {
			for c := range t.Containers() {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// names gives the names of a container's variables, and the prefixes that names get, with their places.
func names(c manifest.Container) iter.Seq2[manifest.Path, string] {
	return func(yield func(manifest.Path, string) bool) {
		for _, field := range []struct{ list, name string }{{"env", "name"}, {"envFrom", "prefix"}} {
			list, _ := c.Object[field.list].([]any)
			for i, entry := range list {
				fields, _ := entry.(map[string]any)
				name, isText := fields[field.name].(string)
				if isText && (name != "" || field.list == "env") && !yield(c.Path.Append(field.list, i, field.name), name) {
					return
				}
			}
		}
	}
}

// refusing lists the versions of the environment that do not accept a name.
func (in Release) refusing(name string, accepts func(version, name string) bool) string {
	var versions []string
	for _, v := range in.Versions {
		if !accepts(v, name) {
			versions = append(versions, v)
		}
	}
	return strings.Join(versions, ", ")
}
