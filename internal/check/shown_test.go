package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// planted is a token that stands where names stand.
const planted = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"

// TestNamesAreHidden holds that a credential is not repeated where it is the name of something.
func TestNamesAreHidden(t *testing.T) {
	t.Parallel()
	stream := strings.ReplaceAll(`
apiVersion: v1
kind: ConfigMap
metadata: {name: a, annotations: {$TOKEN-password: hunter2}}
data:
  $TOKEN: "password: hunter2"
  tokens: |
    x: y
    $TOKEN: alice
binaryData: {A: YQ==, $TOKEN-1: cGFzc3dvcmQ6IGh1bnRlcjI=}
---
apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion": "v1", "kind": "ConfigMap", "data": {"$TOKEN": "password: hunter2"}}'
spec:
  containers:
    - name: a
      command: [app, --$TOKEN, "$TOKEN=alice", "--$TOKEN", "postgres://u:hunter2@db"]
      args: [sh, -c, "TOKEN=1 $TOKEN=alice run\nfoo"]
      envFrom: [{configMapRef: {name: a}}]
      env:
        - {name: $TOKEN_PASSWORD, value: hunter2}
        - {name: "PASSWORD=$TOKEN", value: x}
        - {name: "USER PASSWORD=hunter2", value: x}
        - {name: TAKEN, valueFrom: {configMapKeyRef: {name: b, key: $TOKEN}}}
      livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: $TOKEN-Password, value: hunter2}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data: {x: "1", x: "2", $TOKEN-2: a, $TOKEN-2: b}
`, "$TOKEN", planted)
	values := strings.ReplaceAll(`
map: {$TOKEN: {password: hunter2}, "alice:hunter2@x": {password: hunter2}}
list: [{name: $TOKEN-password, value: hunter2}]
file: |
  $TOKEN: alice
`, "$TOKEN", planted)
	checker := check.Checker{Checks: check.All(), Release: check.Release{
		Kinds: manifest.BuiltinKinds(), Namespace: "default", Versions: []string{"1.29"},
		Values: []manifest.File{{Name: "values.yaml", Text: []byte(values)}},
	}}
	findings, err := checker.Check(t.Context(), read(t, stream), nil)
	if err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for _, f := range findings {
		text := fmt.Sprintf("%s %s %s %s", f.Rule, f.Message, f.Path, f.NamedPath)
		if strings.Contains(text, planted) || strings.Contains(text, "hunter2") {
			t.Error(text)
		}
		hidden += strings.Count(text, "…")
	}
	if len(findings) < 20 || hidden < 30 {
		t.Errorf("%d findings hide %d names", len(findings), hidden)
	}
}
