package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// streams renders by name of environment and Kubernetes version; the one of the name alone is for all versions.
type streams map[string]string

func (s streams) render(t *testing.T) pipeline.RenderFunc {
	t.Helper()
	return func(_ context.Context, env *config.Environment, version string) (*pipeline.Release, error) {
		stream, found := s[env.Name+" "+version]
		if !found {
			stream = s[env.Name]
		}
		return &pipeline.Release{Resources: read(t, stream)}, nil
	}
}

// lint gives the summary of each environment, in order.
func lint(t *testing.T, o pipeline.LintOptions) map[string][]string {
	t.Helper()
	o.Now = now
	if o.Environments == nil {
		o.Environments = o.Project.Environments
	}
	linted, err := pipeline.Lint(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for i, env := range linted.Environments {
		if linted.Configs[i] != o.Environments[i] || env.Name != o.Environments[i].Name {
			t.Errorf("environment %d is %s, want %s", i, env.Name, o.Environments[i].Name)
		}
		got[env.Name] = summary(env.Findings)
	}
	return got
}

// pod is a stream of a Pod with the label app, which breaks a rule where its spec says so.
func pod(app, spec string) string {
	return fmt.Sprintf("---\napiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: {app: %s}}\nspec: {%scontainers: [{name: a, image: \"registry.example/a:1.0\"}]}\n", app, app, spec)
}

func TestLintMergesKubeVersions(t *testing.T) {
	t.Parallel()
	project := load(t, `environments: {local: {kubeVersions: ["1.32", "1.33", "1.34"], policies: {profile: none}}}
policies: {paths: [own]}`, "own/main.rego", `package main

deny contains msg if some msg in split(input.metadata.annotations.bad, ",")

deny_two contains {"msg": "same", "path": ["spec"]} if input.metadata.annotations.two
`)
	annotated := func(annotations string) string {
		return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {" + annotations + "}}\n"
	}
	for _, c := range []struct {
		name    string
		streams streams
		version string
		want    []string
	}{
		{
			"the same everywhere",
			streams{"local": annotated("bad: x")},
			"",
			[]string{"error main ConfigMap shop/a on 1.32,1.33,1.34"},
		},
		{
			"in some",
			streams{"local 1.32": annotated("bad: x"), "local 1.33": annotated(""), "local 1.34": annotated("bad: x")},
			"",
			[]string{"error main ConfigMap shop/a on 1.32,1.34"},
		},
		{
			"another message is another finding",
			streams{"local 1.32": annotated("bad: x"), "local": annotated("bad: w")},
			"",
			[]string{"error main ConfigMap shop/a on 1.33,1.34", "error main ConfigMap shop/a on 1.32"},
		},
		{
			"two of one fingerprint stay two",
			streams{"local": annotated("bad: \"x,w\", two: z")},
			"",
			[]string{
				"error main ConfigMap shop/a on 1.32,1.33,1.34",
				"error main ConfigMap shop/a on 1.32,1.33,1.34",
				"error main ConfigMap shop/a on 1.32,1.33,1.34",
			},
		},
		{
			"two resources of one name stay two",
			streams{"local": annotated("bad: x") + "---\n" + annotated("bad: x")},
			"",
			[]string{"error main ConfigMap shop/a on 1.32,1.33,1.34", "error main ConfigMap shop/a on 1.32,1.33,1.34"},
		},
		{
			"another version is asked for",
			streams{"local": annotated(""), "local 1.30": annotated("bad: x")},
			"1.30",
			[]string{"error main ConfigMap shop/a on 1.30"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := lint(t, pipeline.LintOptions{Project: project, KubeVersion: c.version, Render: c.streams.render(t)})
			if d := cmp.Diff(map[string][]string{"local": c.want}, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestLintJudgesUnmatched(t *testing.T) {
	t.Parallel()
	const environments = "environments: {a: {}, b: {}}\n"
	none, api := pod("none", ""), pod("api", "")
	const info, failure = "info env/unmatched on 1.34", "error env/unmatched on 1.34"
	secret := func(more string) string {
		return environments + "secrets: [{secret: s, keys: {PASSWORD: p}, into: {selector: app=api}" + more + "}]"
	}
	for _, c := range []struct {
		name    string
		project string
		streams streams
		only    int // lint the first so many environments; 0: all
		want    map[string][]string
	}{
		{
			"reaches nothing anywhere",
			secret(""),
			streams{"a": none, "b": none},
			0,
			map[string][]string{"a": {failure}, "b": {failure}},
		},
		{
			"reaches something in one environment",
			secret(""),
			streams{"a": none, "b": api},
			0,
			map[string][]string{"a": nil, "b": nil},
		},
		{
			"the other environment was not linted",
			secret(""),
			streams{"a": none, "b": none},
			1,
			map[string][]string{"a": {info}},
		},
		{
			"counts in one environment only",
			secret(", environments: [a]"),
			streams{"a": none, "b": api},
			0,
			map[string][]string{"a": {failure}, "b": nil},
		},
		{
			"counts in the linted environment only",
			secret(", environments: [a]"),
			streams{"a": none},
			1,
			map[string][]string{"a": {failure}},
		},
		{
			"the environment sets a severity",
			strings.NewReplacer("a: {}", "a: {policies: {severities: {env/unmatched: info}}}", "b: {}", "b: {policies: {severities: {\"env/*\": warning}}}").Replace(secret("")),
			streams{"a": none, "b": none},
			0,
			map[string][]string{"a": {info}, "b": {"warning env/unmatched on 1.34"}},
		},
		{
			"the environment sets a severity of another rule",
			strings.Replace(secret(""), "a: {}", "a: {policies: {severities: {env/drift: info}}}", 1),
			streams{"a": none, "b": none},
			0,
			map[string][]string{"a": {failure}, "b": {failure}},
		},
		{
			"optional",
			secret(", optional: true"),
			streams{"a": none, "b": none},
			0,
			map[string][]string{"a": nil, "b": nil},
		},
		{
			"shared env, and each stanza for itself",
			environments + "env:\n  - {configMap: one, into: {selector: app=api}, data: {A: \"1\"}}\n  - {configMap: two, into: {selector: app=apy}, data: {B: \"1\"}}",
			streams{"a": none, "b": api},
			0,
			map[string][]string{"a": {failure}, "b": {failure}},
		},
		{
			"no waiver helps: optional: true does",
			secret("") + "\npolicies: {waivers: [{rule: env/unmatched, reason: Later., owner: team-a, expires: 2027-12-31}]}",
			streams{"a": none, "b": none},
			0,
			map[string][]string{"a": {failure, "error waiver/refused on 1.34"}, "b": {failure, "error waiver/refused on 1.34"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			project := load(t, c.project)
			o := pipeline.LintOptions{Project: project, Render: c.streams.render(t)}
			if c.only > 0 {
				o.Environments = project.Environments[:c.only]
			}
			if d := cmp.Diff(c.want, lint(t, o)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// hash-post sees one environment: there a stanza that reaches nothing is only worth a word.
func TestRunNeverRaisesUnmatched(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, "environments: {local: {}}\nsecrets: [{secret: s, keys: {PASSWORD: p}, into: {selector: app=api}}]"))
	result := run(t, line, pipeline.Release{Resources: read(t, pod("none", ""))})
	if d := cmp.Diff([]string{"info env/unmatched"}, summary(result.Findings)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestLintFindsUnusedWaivers(t *testing.T) {
	t.Parallel()
	waiver := func(fields string) string {
		return "environments: {a: {}, b: {}}\npolicies: {waivers: [{rule: workload/host-namespaces, reason: It must be., owner: team-a, expires: 2027-12-31" + fields + "}]}"
	}
	bad, good := pod("x", "hostNetwork: true, "), pod("x", "")
	const waived, unused = "error workload/host-namespaces Pod shop/x waived by team-a on 1.34", "warning waiver/unused"
	for _, c := range []struct {
		name    string
		project string
		streams streams
		only    int
		want    map[string][]string
	}{
		{"used in both", waiver(""), streams{"a": bad, "b": bad}, 0, map[string][]string{"a": {waived}, "b": {waived}}},
		{"used in one", waiver(""), streams{"a": good, "b": bad}, 0, map[string][]string{"a": nil, "b": {waived}}},
		{"unused", waiver(""), streams{"a": good, "b": good}, 0, map[string][]string{"a": {unused}, "b": nil}},
		{"unused in its environment", waiver(", environments: [b]"), streams{"a": good, "b": good}, 0, map[string][]string{"a": nil, "b": {unused}}},
		{"it may be needed in the environment that was not linted", waiver(""), streams{"a": good}, 1, map[string][]string{"a": nil}},
		{"its environment was not linted", waiver(", environments: [b]"), streams{"a": good}, 1, map[string][]string{"a": nil}},
		{
			"the rule is disabled",
			strings.Replace(waiver(""), "a: {}", "a: {policies: {disable: [\"waiver/*\"]}}", 1),
			streams{"a": good, "b": good},
			0,
			map[string][]string{"a": nil, "b": nil},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			project := load(t, c.project)
			o := pipeline.LintOptions{Project: project, Render: c.streams.render(t)}
			if c.only > 0 {
				o.Environments = project.Environments[:c.only]
			}
			if d := cmp.Diff(c.want, lint(t, o)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// The error of the first environment is given, whichever fails first.
func TestLintErrors(t *testing.T) {
	t.Parallel()
	project := load(t, "environments: {a: {}, b: {}, c: {}}")
	for range 20 {
		_, err := pipeline.Lint(t.Context(), pipeline.LintOptions{
			Project: project, Environments: project.Environments, Now: now,
			Render: func(_ context.Context, env *config.Environment, _ string) (*pipeline.Release, error) {
				if env.Name == "a" {
					return &pipeline.Release{Resources: read(t, "")}, nil
				}
				return nil, errors.New("render " + env.Name)
			},
		})
		if err == nil || err.Error() != "render b" {
			t.Fatalf("got %v", err)
		}
	}
}

// A panic reaches the caller, who can recover from it; in a goroutine of its own it would end the program.
func TestLintPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if cause := recover(); cause != "a fault" {
			t.Errorf("recovered %v", cause)
		}
	}()
	project := load(t, "environments: {a: {}, b: {}}")
	_, err := pipeline.Lint(t.Context(), pipeline.LintOptions{
		Project: project, Environments: project.Environments, Now: now,
		Render: func(context.Context, *config.Environment, string) (*pipeline.Release, error) { panic("a fault") },
	})
	t.Errorf("no panic, but %v", err)
}

// The directive of the chart must name the environment that is linted.
func TestLintDirective(t *testing.T) {
	t.Parallel()
	project := load(t, "environments: {a: {}, b: {}}")
	directive := func(env string) string {
		return "apiVersion: post.hash.dev/v1\nkind: PostRender\nspec: {environment: " + env + "}\n"
	}
	got := lint(t, pipeline.LintOptions{Project: project, Render: streams{"a": directive("a"), "b": directive("b")}.render(t)})
	if d := cmp.Diff(map[string][]string{"a": nil, "b": nil}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	_, err := pipeline.Lint(t.Context(), pipeline.LintOptions{
		Project: project, Environments: project.Environments, Now: now,
		Render: streams{"a": directive("a"), "b": directive("a")}.render(t),
	})
	if err == nil || !strings.Contains(err.Error(), `lint asks for environment "b"`) {
		t.Errorf("got %v", err)
	}
}
