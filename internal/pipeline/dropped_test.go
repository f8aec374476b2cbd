package pipeline_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/pipeline"
)

// repeating is a Deployment that repeats a variable of the ConfigMap shared.
const repeating = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, labels: {app: api}}
spec:
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: registry.example/api:1.0
          env: [{name: A, value: "1"}, {name: OTHER, value: x}]
          envFrom: [{configMapRef: {name: shared, optional: true}}, {configMapRef: {name: own-shared}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shared}
data: {A: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: own-shared}
data: {B: "1"}
`

const containerPath = "/spec/template/spec/containers/0"

// A literal that was dropped, since the ConfigMap has it, is never lost to an overlay, and lint says so in
// the words of hash-post.
func TestOverlayLosesNoVariable(t *testing.T) {
	t.Parallel()
	target := func(kind, patch string) string {
		return "patches: [{target: {kind: " + kind + "}, patch: '[" + patch + "]'}]"
	}
	const lost = "hash.yaml:6: A of container api of Deployment api stood in the chart as ConfigMap shared has it, and was left to the ConfigMap, but after the overlays "
	for _, c := range []struct {
		name, overlay string
		want          string // of the error; empty: none
	}{
		{"something else", target("Deployment", `{"op": "add", "path": "/metadata/annotations", "value": {"a": "b"}}`), ""},
		{"replaces envFrom", target("Deployment", `{"op": "replace", "path": "`+containerPath+`/envFrom", "value": [{"configMapRef": {"name": "own-shared"}}]}`), lost + "nothing sets it"},
		{"replaces envFrom and env", target("Deployment", `{"op": "remove", "path": "`+containerPath+`/envFrom"}, {"op": "replace", "path": "`+containerPath+`/env", "value": []}`), lost + "nothing sets it"},
		{"replaces envFrom of a container that it renames", target("Deployment", `{"op": "remove", "path": "`+containerPath+`/envFrom"}, {"op": "replace", "path": "`+containerPath+`/name", "value": "new"}`), strings.Replace(lost, "container api", "container new", 1) + "nothing sets it"},
		{"sets it in env", target("Deployment", `{"op": "remove", "path": "`+containerPath+`/envFrom"}, {"op": "add", "path": "`+containerPath+`/env/-", "value": {"name": "A", "value": "2"}}`), ""},
		{"adds the key to a later ConfigMap", "patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: own-shared}, data: {A: \"2\"}}'}]", lost + "it comes from ConfigMap own-shared/A"},
		{"removes the key", "patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {A: null}}'}]", lost + "nothing sets it"},
		{"deletes the ConfigMap", "patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, $patch: delete}'}]", lost + "nothing sets it"},
		{"adds an unknown Secret", target("Deployment", `{"op": "add", "path": "`+containerPath+`/envFrom/-", "value": {"secretRef": {"name": "outside"}}}`), lost + "Secret outside, of which nothing is known here, may set it"},
		{"adds a Secret whose keys are declared", target("Deployment", `{"op": "add", "path": "`+containerPath+`/envFrom/-", "value": {"secretRef": {"name": "declared"}}}`), ""},
		{"changes the shared value", "patches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {A: \"2\"}}'}]", ""},
		{"renames all", "namePrefix: new-", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			project := load(t, `environments: {local: {overlays: [over]}}
env:
  [{configMap: more, data: {M: x}, into: {selector: app=api}}, {configMap: shared, into: {selector: app=api}}]
existing: [{secret: declared, keys: [B]}]
`, "over/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"+c.overlay+"\n")
			_, err := prepare(t, project).Run(t.Context(), pipeline.Release{Resources: read(t, repeating)})
			message := ""
			if err != nil {
				message = strings.ReplaceAll(err.Error(), project.File, "hash.yaml")
			}
			if message != c.want {
				t.Errorf("got  %q\nwant %q", message, c.want)
			}
			_, linted := pipeline.Lint(t.Context(), pipeline.LintOptions{
				Project: project, Environments: project.Environments, Now: now,
				Render: streams{"local": repeating}.render(t),
			})
			if (err == nil) != (linted == nil) || err != nil && !strings.Contains(linted.Error(), err.Error()) {
				t.Errorf("lint says %v, hash-post %v", linted, err)
			}
		})
	}
}
