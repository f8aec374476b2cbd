package pipeline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

func ids(rules []finding.Rule) []string {
	var list []string
	for _, r := range rules {
		list = append(list, r.ID)
	}
	return list
}

// Rules lists each rule once, in order, with what a person needs to know about it.
func TestRules(t *testing.T) {
	t.Parallel()
	rules := pipeline.Rules()
	list := ids(rules)
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Errorf("the rules are not in order, or one is there twice: %q", list)
	}
	for _, id := range []string{"manifest/duplicate-key", "reference/missing-key", "env/unmatched", "env/drift", "env/hook", "waiver/unused", "waiver/refused", "workload/privileged"} {
		if !slices.Contains(list, id) {
			t.Errorf("%s is missing", id)
		}
	}
	for _, r := range rules {
		if r.Title == "" || r.Description == "" || r.Remediation == "" || r.Scope == "" || r.Engine == "" {
			t.Errorf("%s is not described: %+v", r.ID, r)
		}
	}
	if d := cmp.Diff(list, pipeline.Known("v1").Rules); d != "" {
		t.Errorf("hash.yaml knows other rules (-rules +known):\n%s", d)
	}
}

func TestRulesOf(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {local: {policies: {profile: none, enable: ["ingress/*"], disable: ["waiver/*", env/drift], severities: {ingress/tls: warning, "manifest/*": info}}}}`)
	rules := pipeline.RulesOf(project.Environments[0])
	if d := cmp.Diff([]string{"env/hook", "env/opt-out", "env/unmatched", "ingress/tls", "manifest/duplicate-key"}, ids(rules)); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	if rules[3].Severity != finding.Warning || rules[4].Severity != finding.Info {
		t.Errorf("the severities of the environment are missing: %+v", rules)
	}
}
