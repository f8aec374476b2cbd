package pipeline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/pipeline"
)

// migration is a hook, and a ConfigMap that only a hook makes.
const migration = `---
apiVersion: v1
kind: ConfigMap
metadata: {name: hooked, annotations: {helm.sh/hook: pre-install}}
data: {A: "1"}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, labels: {app: migrate}, annotations: {helm.sh/hook: pre-install}}
spec: {template: {spec: {containers: [{name: migrate, image: "registry.example/migrate:1.0", envFrom: [{configMapRef: {name: hooked}}]}]}}}
`

// Helm 3 takes the hooks out of the stream before hash-post sees it. What is no hook is judged alike with
// them and without: lint, which sees hooks, would else pass what Helm 3 then refuses.
func TestHooksChangeNothingElse(t *testing.T) {
	t.Parallel()
	const reader = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: reader, labels: {app: reader}}\nspec: {containers: [{name: a, image: \"registry.example/a:1.0\", envFrom: [{configMapRef: {name: hooked}}]}]}\n"
	want := []string{"error reference/missing-key Pod shop/reader"}
	for _, hooks := range []string{"leave", "process"} {
		project := load(t, "environments: {local: {}}\nhooks: "+hooks)
		for _, stream := range []string{reader, reader + migration} {
			result := run(t, prepare(t, project), pipeline.Release{Resources: read(t, stream)})
			if d := cmp.Diff(want, summary(result.Findings)); d != "" {
				t.Errorf("hooks: %s (-want +got):\n%s", hooks, d)
			}
		}
		got := lint(t, pipeline.LintOptions{Project: project, Render: streams{"local": reader + migration}.render(t)})
		if d := cmp.Diff(map[string][]string{"local": {want[0] + " on 1.34"}}, got); d != "" {
			t.Errorf("hooks: %s: lint (-want +got):\n%s", hooks, d)
		}
	}
}

// A ConfigMap that only a hook makes is none for a stanza that reaches other pods, under either Helm.
func TestHooksAreNoSourceOfStanzas(t *testing.T) {
	t.Parallel()
	for _, hooks := range []string{"leave", "process"} {
		project := load(t, "environments: {local: {}}\nenv: [{configMap: hooked, into: {selector: app=reader}}]\nhooks: "+hooks)
		for _, stream := range []string{pod("reader", ""), pod("reader", "") + migration} {
			_, err := prepare(t, project).Run(t.Context(), pipeline.Release{Resources: read(t, stream)})
			if err == nil || !strings.Contains(err.Error(), "ConfigMap hooked is not in the release") {
				t.Errorf("hooks: %s: got %v", hooks, err)
			}
		}
	}
}

// Only lint speaks of hooks that get variables, and only where the project processes hooks.
func TestLintWarnsOfHooks(t *testing.T) {
	t.Parallel()
	const stanza = "\nenv: [{configMap: hooked, into: {selector: app=migrate}, optional: true}]"
	const warning = "warning env/hook Job shop/migrate"
	other := strings.ReplaceAll(migration, "app: migrate", "app: other")
	optedOut := strings.ReplaceAll(migration, "helm.sh/hook", `post.hash.dev/inject: "false", helm.sh/hook`)
	plain := strings.ReplaceAll(migration, ", annotations: {helm.sh/hook: pre-install}", "")
	for _, c := range []struct {
		name, project, stream string
		want                  []string
	}{
		{"processed", "environments: {local: {}}\nhooks: process" + stanza, migration, []string{warning + " on 1.34"}},
		{"left alone", "environments: {local: {}}\nhooks: leave" + stanza, migration, nil},
		{"not reached", "environments: {local: {}}\nhooks: process" + stanza, other, nil},
		{"opted out", "environments: {local: {}}\nhooks: process" + stanza, optedOut, nil},
		{"no hook", "environments: {local: {}}\nhooks: process" + stanza, plain, nil},
		{"disabled", "environments: {local: {policies: {disable: [env/hook]}}}\nhooks: process" + stanza, migration, nil},
		{
			"waived",
			"environments: {local: {}}\npolicies: {waivers: [{rule: env/hook, reason: Only Helm 4., owner: team-a, expires: 2027-12-31}]}\nhooks: process" + stanza,
			migration,
			[]string{warning + " waived by team-a on 1.34"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			project := load(t, c.project)
			got := lint(t, pipeline.LintOptions{Project: project, Render: streams{"local": c.stream}.render(t)})
			if d := cmp.Diff(map[string][]string{"local": c.want}, got); d != "" {
				t.Errorf("lint (-want +got):\n%s", d)
			}
			line, err := pipeline.New(t.Context(), pipeline.Options{Project: project, Environment: project.Environments[0], Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if found := run(t, line, pipeline.Release{Resources: read(t, c.stream)}).Findings; len(found) > 0 {
				t.Errorf("hash-post: %q", summary(found))
			}
		})
	}
}

func TestHookFinding(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {local: {}}
hooks: process
env: [{configMap: hooked, into: {selector: app=migrate}}]
secrets: [{secret: app, keys: {PASSWORD: p}, into: {selector: app=migrate}}]`)
	linted, err := pipeline.Lint(t.Context(), pipeline.LintOptions{
		Project: project, Environments: project.Environments, Now: now,
		Render: streams{"local": strings.ReplaceAll(migration, "---\n", "---\n# Source: app/templates/migrate.yaml\n")}.render(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	found := linted.Environments[0].Findings
	if len(found) != 1 {
		t.Fatalf("got %q", summary(found))
	}
	message := strings.ReplaceAll(found[0].Message, project.File, "hash.yaml")
	if want := "the hook gets variables of ConfigMap hooked (hash.yaml:6) and Secret app (hash.yaml:7), but not from Helm 3; before pre-install there must be a Secret app"; message != want {
		t.Errorf("got %q, want %q", message, want)
	}
	if got := found[0].Source.String(); got != "app/templates/migrate.yaml" {
		t.Errorf("the finding is at %q", got)
	}
}
