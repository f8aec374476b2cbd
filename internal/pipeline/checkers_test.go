package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/pipeline"
)

// TestChecksKnowTheProject runs checks whose verdict depends on what hash.yaml says.
func TestChecksKnowTheProject(t *testing.T) {
	t.Parallel()
	const stream = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      containers:
        - name: api
          image: "registry.example/api:1.0"
          env:
            - {name: 1A, value: x}
            - {name: A, valueFrom: {configMapKeyRef: {name: shared, key: A}}}
            - {name: E, valueFrom: {configMapKeyRef: {name: outside, key: e}}}
            - {name: S, valueFrom: {secretKeyRef: {name: taken, key: s}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shared}
data: {A: x, B: x}
`
	const (
		oldName  = "error env/invalid-name Deployment shop/api"
		missing  = "error reference/missing-key Deployment shop/api"
		unused   = "info reference/unused-key ConfigMap shop/shared"
		local    = "environments: {local: {}}\n"
		older    = "environments: {local: {kubeVersions: [\"1.31\", \"1.34\"]}}\n"
		existing = "existing: [{configMap: outside}]\n"
		secrets  = "secrets: [{secret: taken, keys: {S: s}, into: {selector: app=other}, optional: true}]\n"
		env      = "env: [{configMap: shared, mode: keys, keys: [B], into: {selector: app=other}, optional: true}]\n"
	)
	for project, want := range map[string][]string{
		local:                            {unused, missing, missing},
		older + existing + secrets + env: {oldName},
		local + existing:                 {unused, missing},
		local + secrets:                  {unused, missing},
		local + env:                      {missing, missing},
	} {
		result := run(t, prepare(t, load(t, project)), pipeline.Release{Resources: read(t, stream)})
		if d := cmp.Diff(want, summary(result.Findings)); d != "" {
			t.Errorf("%s(-want +got):\n%s", project, d)
		}
	}
}
