package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// repeated finds variables that several workloads define alike, and that one ConfigMap could hold.
func repeated() Check {
	rule := finding.Rule{
		ID:          "env/repeated",
		Title:       "Shared variables stand in one place",
		Description: "Several workloads define a variable literally, with the same value. Whoever changes it has to find all places. One finding stands for all variables of the same workloads; values that refer to others, credentials, which belong in a Secret, and hooks do not count. What is alike by chance may stay.",
		Severity:    finding.Info,
		Remediation: "Share the variables with a stanza under env: in hash.yaml; helm hash env hoist proposes it.",
		Profiles:    []string{"baseline", "restricted", "production"},
		Scope:       "release",
		Waivable:    true,
		Links:       []string{"https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"},
		Engine:      "go",
	}
	run := func(ctx context.Context, in Release) ([]finding.Finding, error) {
		var findings []finding.Finding
		workloads := in.workloads()
		shareable := slices.DeleteFunc(environ.Duplicates(in.Set, in.Kinds, in.Namespace), func(d environ.Duplicate) bool {
			return len(credential.InVariable(d.Name, d.Value)) > 0
		})
		for _, g := range repetitions(shareable) {
			f := in.at(rule, workloads[g.first.Workload], g.first.Path, fmt.Sprintf("%s defined alike in %s", isOrAre(g.variables), listed(g.workloads)))
			findings = append(findings, f)
		}
		return findings, ctx.Err()
	}
	return Check{Rule: rule, Run: run}
}

// workloads finds by its ID what makes pods and is no hook.
func (in Release) workloads() map[manifest.ID]*manifest.Resource {
	all := map[manifest.ID]*manifest.Resource{}
	for c := range environ.Containers(in.Set, in.Kinds) {
		if !c.Workload.Hook() {
			all[c.Workload.ID().InNamespace(in.Namespace)] = c.Workload
		}
	}
	return all
}

// repetition is what the same workloads define alike.
type repetition struct {
	variables []string
	workloads []string
	first     environ.Definition
}

// repetitions brings those duplicates together that the same workloads have, in their order.
func repetitions(duplicates []environ.Duplicate) []*repetition {
	var found []*repetition
	known := map[string]*repetition{}
	for _, d := range duplicates {
		var workloads []string
		for _, at := range d.Definitions {
			workloads = append(workloads, at.Workload.Kind+" "+at.Workload.Name)
		}
		workloads = slices.Compact(workloads)
		key := d.Namespace + ": " + strings.Join(workloads, ", ")
		if known[key] == nil {
			known[key] = &repetition{workloads: workloads, first: d.Definitions[0]}
			found = append(found, known[key])
		}
		known[key].variables = append(known[key].variables, d.Name)
	}
	return found
}

func isOrAre(variables []string) string {
	variables = slices.Compact(variables) // several values of one variable, each of them repeated
	if len(variables) == 1 {
		return variables[0] + " is"
	}
	return listed(variables) + " are each"
}

// listed names the first few and counts the others.
func listed(names []string) string {
	const most = 4
	if more := len(names) - most; more > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
