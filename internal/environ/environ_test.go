package environ_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func TestValidName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"A": true, "_a": true, "LOG_LEVEL": true, "a.b-c": true, ".a": true, "-": true, "A1": true,
		"": false, "1A": false, ".": false, "..": false, "..a": false, "A B": false, "A=B": false, "Ä": false, "A\n": false,
	} {
		if got := environ.ValidName(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

func TestUses(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"":                      false,
		"$":                     false,
		"P":                     false,
		"$P":                    false,
		"${P}":                  false,
		"$(P)":                  true,
		"$(P":                   false,
		"$(PG)":                 false,
		"$( P)":                 false,
		"$$(P)":                 false,
		"$$$(P)":                true,
		"$$$$(P)":               false,
		"$(Q) $(P)":             true,
		"$($(P)":                true,
		"postgres://u:$(P)@h/d": true,
	} {
		if got := environ.Uses(value, "P"); got != want {
			t.Errorf("%q: got %v, want %v", value, got, want)
		}
	}
}

const pod = `
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  initContainers:
  - name: init
    envFrom: [{secretRef: {name: s1, optional: true}}, null, {configMapRef: {name: c1}}]
  containers:
  - name: main
    env:
    - {name: A, value: x}
    - {name: B, valueFrom: {configMapKeyRef: {name: c2, key: k2}}}
    - {name: C, valueFrom: {secretKeyRef: {name: s2, key: k3, optional: true}}}
    - {name: D, valueFrom: {configMapKeyRef: {key: nameless}}}
    - {name: E, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
  volumes:
  - {name: v0, emptyDir: {}}
  - {name: v1, configMap: {name: c3}}
  - {name: v2, secret: {secretName: s3, optional: true, items: [{key: k4, path: p}, {path: q}, {key: k5, path: r}]}}
  - name: v3
    projected:
      sources:
      - {secret: {name: s4}}
      - {configMap: {name: c4, items: [{key: k6, path: p}]}}
      - {downwardAPI: {}}
`

func references(t *testing.T) []environ.Reference {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(pod), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	var found []environ.Reference
	for r := range set.All() {
		for template := range manifest.BuiltinKinds().PodTemplates(r) {
			found = slices.AppendSeq(found, environ.References(template))
		}
	}
	return found
}

func TestReferences(t *testing.T) {
	t.Parallel()
	key := func(name, path string) environ.Key {
		return environ.Key{Name: name, Path: manifest.ParsePath(path)}
	}
	want := []environ.Reference{
		{Kind: "ConfigMap", Name: "c1", Path: manifest.ParsePath("spec.initContainers[0].envFrom[2].configMapRef.name"), Container: "init"},
		{
			Kind: "ConfigMap", Name: "c2", Path: manifest.ParsePath("spec.containers[0].env[1].valueFrom.configMapKeyRef.name"), Container: "main",
			Keys: []environ.Key{key("k2", "spec.containers[0].env[1].valueFrom.configMapKeyRef.key")},
		},
		{
			Kind: "Secret", Name: "s2", Path: manifest.ParsePath("spec.containers[0].env[2].valueFrom.secretKeyRef.name"), Container: "main",
			Keys: []environ.Key{key("k3", "spec.containers[0].env[2].valueFrom.secretKeyRef.key")}, Optional: true,
		},
		{Kind: "ConfigMap", Name: "c3", Path: manifest.ParsePath("spec.volumes[1].configMap.name"), Volume: true},
		{
			Kind: "Secret", Name: "s3", Path: manifest.ParsePath("spec.volumes[2].secret.secretName"), Volume: true, Optional: true,
			Keys: []environ.Key{key("k4", "spec.volumes[2].secret.items[0].key"), key("k5", "spec.volumes[2].secret.items[2].key")},
		},
		{Kind: "Secret", Name: "s4", Path: manifest.ParsePath("spec.volumes[3].projected.sources[0].secret.name"), Volume: true},
		{
			Kind: "ConfigMap", Name: "c4", Path: manifest.ParsePath("spec.volumes[3].projected.sources[1].configMap.name"), Volume: true,
			Keys: []environ.Key{key("k6", "spec.volumes[3].projected.sources[1].configMap.items[0].key")},
		},
	}
	init := environ.Reference{Kind: "Secret", Name: "s1", Path: manifest.ParsePath("spec.initContainers[0].envFrom[0].secretRef.name"), Container: "init", Optional: true}
	if diff := cmp.Diff(append([]environ.Reference{init}, want...), references(t)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestReferencesEndsEarly stops after each reference: the loop's body decides when to leave.
func TestReferencesEndsEarly(t *testing.T) {
	t.Parallel()
	set, err := manifest.Read(strings.NewReader(pod), "stdin")
	if err != nil {
		t.Fatal(err)
	}
	for template := range manifest.BuiltinKinds().PodTemplates(slices.Collect(set.All())[0]) {
		for want := range 8 {
			got := 0
			for range environ.References(template) {
				if got == want {
					break
				}
				got++
			}
			if got != want {
				t.Errorf("got %d, want %d", got, want)
			}
		}
	}
}
