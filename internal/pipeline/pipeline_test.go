package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

var now = time.Date(2027, time.March, 31, 12, 0, 0, 0, time.UTC)

// header starts every project file.
const header = "apiVersion: post.hash.dev/v1\nkind: Project\nrelease: {namespace: shop}\n"

// privileged is a stream with one finding in profile baseline, and one more in production.
const privileged = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, labels: {app: api}}
spec:
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - {name: api, image: "registry.example/api:1.0", securityContext: {privileged: true}}
`

// twice has one key two times.
const twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {A: x, A: y}\n"

const ownPolicy = `package main

warn contains "own" if input.kind == "Deployment"
`

// load writes a project, with the files given as name, text, and reads it.
func load(t *testing.T, project string, files ...string) *config.Project {
	t.Helper()
	dir := t.TempDir()
	files = append(files, "hash.yaml", header+project)
	for i := 0; i < len(files); i += 2 {
		file := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	loaded, err := config.Load(filepath.Join(dir, "hash.yaml"), pipeline.Known("v0.1.0"))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func read(t *testing.T, stream string) *manifest.Set {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "stream")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func text(t *testing.T, s *manifest.Set) string {
	t.Helper()
	out, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// prepare gives the pipeline of the project's first environment.
func prepare(t *testing.T, project *config.Project) *pipeline.Pipeline {
	t.Helper()
	line, err := pipeline.New(t.Context(), pipeline.Options{Project: project, Environment: project.Environments[0], Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func run(t *testing.T, line *pipeline.Pipeline, r pipeline.Release) *pipeline.Result {
	t.Helper()
	result, err := line.Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// summary is what a test compares of findings.
func summary(findings []finding.Finding) []string {
	var lines []string
	for _, f := range findings {
		line := fmt.Sprintf("%s %s", f.Severity, f.Rule)
		if f.Resource != (manifest.ID{}) {
			line += " " + f.Resource.String()
		}
		if f.Waiver != nil {
			line += " waived by " + f.Waiver.Owner
		}
		if f.Expired != nil {
			line += " expired"
		}
		if len(f.KubeVersions) > 0 {
			line += " on " + strings.Join(f.KubeVersions, ",")
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRunSelectsRules(t *testing.T) {
	t.Parallel()
	const deployment = " Deployment shop/api"
	for _, c := range []struct {
		name    string
		project string
		stream  string
		want    []string
	}{
		{"baseline unless said otherwise", "environments: {local: {}}", privileged, []string{"error workload/privileged" + deployment}},
		{"profile none", "environments: {local: {policies: {profile: none}}}", privileged, nil},
		{"profile none keeps the promises of the product", "environments: {local: {policies: {profile: none}}}", twice, []string{"error manifest/duplicate-key ConfigMap shop/a"}},
		{"enabled", "environments: {local: {policies: {profile: none, enable: [workload/priv*]}}}", privileged, []string{"error workload/privileged" + deployment}},
		{"disabled", "environments: {local: {policies: {disable: [workload/privileged]}}}", privileged, nil},
		{"disabled wins over enabled", "environments: {local: {policies: {enable: [workload/privileged], disable: [\"workload/*\"]}}}", privileged, nil},
		{"disabled in Go", "environments: {local: {policies: {disable: [manifest/duplicate-key]}}}", twice, nil},
		{"severity", "environments: {local: {policies: {severities: {workload/privileged: warning}}}}", privileged, []string{"warning workload/privileged" + deployment}},
		{"severity in Go", "environments: {local: {policies: {severities: {\"manifest/*\": info}}}}", twice, []string{"info manifest/duplicate-key ConfigMap shop/a"}},
		{"own policy", "environments: {local: {policies: {profile: none}}}\npolicies: {paths: [own]}", privileged, []string{"warning main" + deployment}},
		{"own policy with a severity", "environments: {local: {policies: {profile: none, severities: {main: error}}}}\npolicies: {paths: [own]}", privileged, []string{"error main" + deployment}},
		{"own policy disabled", "environments: {local: {policies: {profile: none, disable: [main]}}}\npolicies: {paths: [own]}", privileged, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			line := prepare(t, load(t, c.project, "own/main.rego", ownPolicy))
			result := run(t, line, pipeline.Release{Resources: read(t, c.stream)})
			if d := cmp.Diff(c.want, summary(result.Findings)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestRunWaives(t *testing.T) {
	t.Parallel()
	waiver := func(fields string) string {
		return "environments: {local: {}, other: {}}\npolicies: {waivers: [{" + fields + ", reason: It must be., owner: team-a}]}"
	}
	const found = "error workload/privileged Deployment shop/api"
	for _, c := range []struct {
		name, project string
		want          []string
	}{
		{"valid", waiver("rule: workload/privileged, expires: 2027-04-30"), []string{found + " waived by team-a"}},
		{"valid on its last day", waiver("rule: workload/privileged, expires: 2027-03-31"), []string{found + " waived by team-a"}},
		{"expired", waiver("rule: workload/privileged, expires: 2027-03-30"), []string{found + " expired"}},
		{"in the namespace of the release", waiver("rule: \"workload/*\", resource: {namespace: shop, name: api}, container: api, expires: 2027-04-30"), []string{found + " waived by team-a"}},
		{"of another resource", waiver("rule: workload/privileged, resource: {name: web}, expires: 2027-04-30"), []string{found}},
		{"of another environment", waiver("rule: workload/privileged, environments: [other], expires: 2027-04-30"), []string{found}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			project := load(t, c.project)
			result := run(t, prepare(t, project), pipeline.Release{Resources: read(t, privileged)})
			if d := cmp.Diff(c.want, summary(result.Findings)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			waived := strings.Contains(c.want[0], "waived")
			if got := pipeline.Refused(project.Environments[0], result.Findings); got == waived {
				t.Errorf("refused: %t, waived: %t", got, waived)
			}
		})
	}
}

const unwaivable = `# METADATA
# custom:
#   waivable: false
package main

deny contains "own" if input.kind == "Deployment"
`

func TestRunRefusesWaivers(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, `environments: {local: {policies: {profile: none}}}
policies: {paths: [own], waivers: [{rule: main, reason: Never., owner: team-a, expires: 2027-12-31}]}`, "own/main.rego", unwaivable))
	result := run(t, line, pipeline.Release{Resources: read(t, privileged)})
	want := []string{"error main Deployment shop/api", "error waiver/refused"}
	if d := cmp.Diff(want, summary(result.Findings)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// busy changes whatever it can: a stanza, a reference, an overlay and a checksum.
const busy = `environments: {local: {overlays: [local]}}
hooks: process
env: [{configMap: shared, into: {selector: app=api}, data: {A: "1"}}]
secrets: [{secret: app, keys: {PASSWORD: password}, into: {selector: app=api}}]
`

const labels = "labels: [{pairs: {team: a}}]\n"

const labelsAndImage = labels + `images: [{name: registry.example/api, newTag: "2.0"}]
`

func TestRunLeavesItsInputAlone(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, busy, "local/kustomization.yaml", labelsAndImage))
	set, crds := read(t, privileged), read(t, crd)
	result := run(t, line, pipeline.Release{Resources: set, CRDs: crds})
	if got := text(t, set); got != privileged {
		t.Errorf("the resources that came in were changed:\n%s", got)
	}
	if got := text(t, crds); got != crd {
		t.Errorf("the CRDs that came in were changed:\n%s", got)
	}
	for _, changed := range []string{"checksum/env", "secretKeyRef", "configMapRef", "team: a", "registry.example/api:2.0", "kind: ConfigMap"} {
		if got := text(t, result.Resources); !strings.Contains(got, changed) {
			t.Errorf("%q is missing from the result:\n%s", changed, got)
		}
	}
}

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
`

// CRDs are judged, never changed, and no part of what is installed.
func TestRunJudgesCRDs(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, busy+"policies: {paths: [own]}", "local/kustomization.yaml", labelsAndImage, "own/main.rego", `package main

deny contains msg if {
	input.kind == "CustomResourceDefinition"
	msg := sprintf("labels: %v", [object.get(input.metadata, "labels", {})])
}
`))
	result := run(t, line, pipeline.Release{Resources: read(t, privileged), CRDs: read(t, crd)})
	want := []string{"error main CustomResourceDefinition things.example.com", "error workload/privileged Deployment shop/api"}
	if d := cmp.Diff(want, summary(result.Findings)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := result.Findings[0].Message; got != "labels: {}" {
		t.Errorf("the CRD was judged with %s", got)
	}
	if got := text(t, result.Resources); strings.Contains(got, "CustomResourceDefinition") {
		t.Errorf("the CRD is in the result:\n%s", got)
	}
	if result.Judged != 3 { // the ConfigMap of the stanza is one
		t.Errorf("%d resources judged, want 3", result.Judged)
	}
}

// Helm does not show crds/ to hash-post: what lint finds there is judged, and provides nothing.
func TestCRDsProvideNothing(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, "environments: {local: {}}"))
	reader := pod("reader", "volumes: [{name: a, configMap: {name: a}}], ")
	result := run(t, line, pipeline.Release{Resources: read(t, reader), CRDs: read(t, twice+"---\n"+reader)})
	want := []string{
		"error manifest/duplicate-key ConfigMap shop/a",
		"error reference/missing-key Pod shop/reader",
		"error reference/missing-key Pod shop/reader",
	}
	if d := cmp.Diff(want, summary(result.Findings)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// The second run finds what the first has made, injected and patched, and leaves it as it is.
func TestRunTwice(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, busy, "local/kustomization.yaml", labelsAndImage+`patches:
  - patch: |
      {apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {A: patched, B: added}}
`))
	literal := strings.Replace(privileged, "securityContext:", "env: [{name: A, value: patched}], securityContext:", 1)
	const annotation = "metadata: {name: api, annotations: {postrenderer.helm.sh/postrender-filename: templates/api.yaml}, "
	for name, stream := range map[string]string{
		"Helm 3": "# Source: app/templates/api.yaml\n" + literal,
		"Helm 4": strings.Replace(literal, "metadata: {name: api, ", annotation, 1),
	} {
		once := run(t, line, pipeline.Release{Resources: read(t, stream)})
		want := text(t, once.Resources)
		if !strings.Contains(want, "A: patched") || !strings.Contains(want, "value: patched") {
			t.Errorf("%s: the patch or the variable of the chart is missing:\n%s", name, want)
		}
		twice := run(t, line, pipeline.Release{Resources: read(t, want)})
		if d := cmp.Diff(want, text(t, twice.Resources)); d != "" {
			t.Errorf("%s: the second run changes (-first +second):\n%s", name, d)
		}
		if d := cmp.Diff(summary(once.Findings), summary(twice.Findings)); d != "" {
			t.Errorf("%s: the second run finds (-first +second):\n%s", name, d)
		}
	}
}

// An empty release is as good as any other.
func TestRunEmptyRelease(t *testing.T) {
	t.Parallel()
	line := prepare(t, load(t, "environments: {local: {}}"))
	result := run(t, line, pipeline.Release{Resources: read(t, "")})
	if result.Judged != 0 || len(result.Findings) != 0 || text(t, result.Resources) != "" {
		t.Errorf("got %+v", result)
	}
}

// One pipeline gives the same findings and bytes however often, in parallel and on however many processors.
func TestRunParallelEqualsSerial(t *testing.T) {
	var stream strings.Builder
	for i := range 40 {
		fmt.Fprintf(&stream, "---\n%s", strings.ReplaceAll(privileged, "api", fmt.Sprintf("api-%d", i)))
	}
	line := prepare(t, load(t, "environments: {local: {overlays: [local], policies: {profile: production}}}", "local/kustomization.yaml", labels))
	release := pipeline.Release{Resources: read(t, stream.String())}

	previous := runtime.GOMAXPROCS(1)
	want := run(t, line, release)
	runtime.GOMAXPROCS(max(previous, 4))
	defer runtime.GOMAXPROCS(previous)

	wantText, wantFindings := text(t, want.Resources), summary(want.Findings)
	if len(wantFindings) < 40 {
		t.Fatalf("only %d findings: the test looks at nothing", len(wantFindings))
	}
	var results [4]*pipeline.Result
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() { results[i], _ = line.Run(t.Context(), release) })
	}
	wait.Wait()
	for _, got := range results {
		if got == nil {
			t.Fatal("a run failed")
		}
		if d := cmp.Diff(wantFindings, summary(got.Findings)); d != "" {
			t.Errorf("findings (-serial +parallel):\n%s", d)
		}
		if d := cmp.Diff(wantText, text(t, got.Resources)); d != "" {
			t.Errorf("resources (-serial +parallel):\n%s", d)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	waived := &finding.Waiver{}
	for _, c := range []struct {
		failOn   string
		findings []finding.Finding
		want     bool
	}{
		{"error", nil, false},
		{"error", []finding.Finding{{Severity: finding.Warning}}, false},
		{"error", []finding.Finding{{Severity: finding.Info}, {Severity: finding.Error}}, true},
		{"error", []finding.Finding{{Severity: finding.Error, Waiver: waived}}, false},
		{"warning", []finding.Finding{{Severity: finding.Warning}}, true},
		{"warning", []finding.Finding{{Severity: finding.Info}}, false},
		{"warning", []finding.Finding{{Severity: finding.Warning, Waiver: waived}}, false},
	} {
		if got := pipeline.Refused(&config.Environment{FailOn: c.failOn}, c.findings); got != c.want {
			t.Errorf("failOn %s, %v: %t, want %t", c.failOn, summary(c.findings), got, c.want)
		}
	}
}
