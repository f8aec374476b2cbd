package environ_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
)

func TestDuplicates(t *testing.T) {
	t.Parallel()
	const stream = `# Source: c/templates/b.yaml
{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {
containers: [{name: main, env: [{name: LEVEL, value: info}, {name: URL, value: "http://$(HOST)"}, {name: PRICE, value: $5}, {name: EMPTY}, {name: OWN, value: x}]}],
initContainers: [{name: init, env: [{name: LEVEL, value: info}, {name: TWICE, value: t}, {name: TWICE, value: u}]}]}}
---
# Source: c/templates/a.yaml
{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ns}, spec: {
containers: [{name: main, env: [{name: URL, value: "http://$(HOST)"}, {name: PRICE, value: $5}, {name: EMPTY, value: ""}, {name: LEVEL, value: info}, {name: TWICE, value: u},
{name: WAS, value: w}, {name: WAS, valueFrom: {fieldRef: {fieldPath: status.podIP}}}, {name: 9to5, value: x}, {name: NUMBER, value: 5}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: c, namespace: other}, spec: {containers: [{env: [{name: OWN, value: x}, {name: WAS, value: w}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: d}, spec: {containers: [{env: [{name: LEVEL, value: debug}, {name: WAS, value: w}, {name: 9to5, value: x}, {name: NUMBER, value: 5}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: e}, spec: {containers: [{env: [{name: ALONE, value: x}]}, {env: [{name: ALONE, value: x}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: hook, annotations: {helm.sh/hook: test}}, spec: {containers: [{env: [{name: ALONE, value: x}]}]}}
`
	want := []string{
		`EMPTY="" in ns`,
		`  Pod ns/a main spec.containers[0].env[2] c/templates/a.yaml`,
		`  Pod ns/b main spec.containers[0].env[3] c/templates/b.yaml`,
		`LEVEL="info" in ns`,
		`  Pod ns/a main spec.containers[0].env[3] c/templates/a.yaml`,
		`  Pod ns/b init spec.initContainers[0].env[0] c/templates/b.yaml`,
		`  Pod ns/b main spec.containers[0].env[0] c/templates/b.yaml`,
		`TWICE="u" in ns`,
		`  Pod ns/a main spec.containers[0].env[4] c/templates/a.yaml`,
		`  Pod ns/b init spec.initContainers[0].env[2] c/templates/b.yaml`,
	}
	var got []string
	for _, d := range environ.Duplicates(read(t, stream), kinds(), "ns") {
		got = append(got, fmt.Sprintf("%s=%q in %s", d.Name, d.Value, d.Namespace))
		for _, at := range d.Definitions {
			got = append(got, fmt.Sprintf("  %s %s %s %s", at.Workload, at.Container, at.Path, at.Source))
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
