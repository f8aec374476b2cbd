package inject_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/inject"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// everything has a stanza of each form, all for every workload that has labels.
const everything = `
apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {}}
hooks: process
checksums: all
env:
- configMap: shared
  into: {selector: "app"}
- configMap: made
  data: {MADE: x}
  into: {selector: "app in (api)"}
- configMap: keyed
  mode: keys
  keys: {k: KEYED}
  into: {selector: "app"}
secrets:
- secret: postgres
  keys: {PASSWORD: p, USER: u}
  into: {selector: "app"}
`

// FuzzApply holds the contract of a stage for any stream.
func FuzzApply(f *testing.F) {
	addStreams(f)
	injectors := []*inject.Injector{newInjector(f, everything), newInjector(f, everywhere)}
	f.Fuzz(func(t *testing.T, stream string) {
		for _, in := range injectors {
			holdApply(t, in, stream)
		}
	})
}

func holdApply(t *testing.T, in *inject.Injector, stream string) {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "in.yaml")
	if err != nil {
		return
	}
	applied, _, err := in.Apply(t.Context(), set)
	if err != nil {
		return
	}
	twice, _, err := in.Apply(t.Context(), applied)
	if err != nil {
		t.Fatalf("a second Apply: %v", err)
	}
	if diff := cmp.Diff(objects(applied), objects(twice)); diff != "" {
		t.Errorf("a second Apply changes:\n%s", diff)
	}
	if result, _, err := in.Checksum(t.Context(), applied); err == nil {
		holdContract(t, in, stream, set, result)
	}
	if _, _, err := in.Hooks(t.Context(), set); err != nil {
		t.Errorf("Hooks: %v", err)
	}
}

// addStreams seeds a fuzz target with the streams of the golden cases.
func addStreams(f *testing.F) {
	f.Helper()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name == "in.yaml" {
				f.Add(string(file.Data))
			}
		}
	}
}

func TestEmptySet(t *testing.T) {
	t.Parallel()
	in := newInjector(t, "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n")
	result, findings, err := stages(t, in, read(t, ""))
	if err != nil || result.Len() > 0 || len(findings) > 0 {
		t.Errorf("got %v, %v, %v", result, findings, err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, set := newInjector(t, everything), read(t, "kind: Pod\n")
	if _, _, err := in.Apply(ctx, set); !errors.Is(err, context.Canceled) {
		t.Errorf("Apply: %v", err)
	}
	if _, _, err := in.Checksum(ctx, set); !errors.Is(err, context.Canceled) {
		t.Errorf("Checksum: %v", err)
	}
}

func TestUnknownBackend(t *testing.T) {
	t.Parallel()
	in := inject.New(inject.Options{
		Project:     &config.Project{Secrets: []config.SecretReference{{Secret: "postgres"}}},
		Environment: &config.Environment{Name: "local", SecretStore: config.SecretStore{Provider: "vault"}},
	})
	const want = `environment local: secretStore.provider "vault" is not built into this version: it has existing, externalSecrets, sealedSecrets, csi`
	if _, _, err := in.Apply(t.Context(), read(t, "")); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestMarks holds that what was injected names its stanza, and what the chart wrote its template.
func TestMarks(t *testing.T) {
	t.Parallel()
	in := newInjector(t, everything)
	set := read(t, `# Source: demo/templates/api.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, labels: {app: api}}
spec:
  template:
    spec:
      containers:
      - name: api
        envFrom: [{configMapRef: {name: own}}]
        env: [{name: OWN, value: x}, {name: USER, value: x}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shared}
data: {A: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: keyed}
data: {k: "1"}
`)
	result, _, err := stages(t, in, set)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for r := range result.All() {
		for _, path := range []string{
			"metadata",
			"spec.template.spec.containers[0].envFrom[0].configMapRef.name",
			"spec.template.spec.containers[0].envFrom[1]",
			"spec.template.spec.containers[0].envFrom[2]",
			"spec.template.spec.containers[0].env[0].valueFrom",
			"spec.template.spec.containers[0].env[1]",
			"spec.template.spec.containers[0].env[2]",
			"spec.template.spec.containers[0].env[3]",
			`spec.template.metadata.annotations["checksum/env"]`,
		} {
			source := r.Origin(manifest.ParsePath(path))
			if r.ID().Kind == "Deployment" {
				got[path] = source.SetBy + " " + source.String()
			}
		}
		if r.ID().Name == "made" {
			got["made"] = r.Source().SetBy + " " + r.Source().String()
		}
	}
	want := map[string]string{
		"metadata": "template demo/templates/api.yaml",
		"spec.template.spec.containers[0].envFrom[0].configMapRef.name": "inject hash.yaml:8",
		"spec.template.spec.containers[0].envFrom[1]":                   "inject hash.yaml:10",
		"spec.template.spec.containers[0].envFrom[2]":                   "template demo/templates/api.yaml",
		"spec.template.spec.containers[0].env[0].valueFrom":             "inject hash.yaml:13",
		"spec.template.spec.containers[0].env[1]":                       "inject hash.yaml:18",
		"spec.template.spec.containers[0].env[2]":                       "template demo/templates/api.yaml",
		"spec.template.spec.containers[0].env[3]":                       "inject hash.yaml:18",
		`spec.template.metadata.annotations["checksum/env"]`:            "inject hash.yaml",
		"made": "inject hash.yaml:10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestFileMarks holds that a value from a file of variables names its line there, and that others name
// hash.yaml.
func TestFileMarks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "env"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "env", "shared.env"), []byte("# comment\nA=1\nB=2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := newInjectorIn(t, dir, `apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {}}
env:
- configMap: made
  files: [./env/shared.env]
  data: {B: data}
  into: {selector: app}
  optional: true
`)
	result, _, err := stages(t, in, read(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"data.A": "inject env/shared.env:2", "data.B": "inject hash.yaml:5"}
	for r := range result.All() {
		got := map[string]string{}
		for path := range want {
			source := r.Origin(manifest.ParsePath(path))
			got[path] = source.SetBy + " " + source.String()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	if result.Len() != 1 {
		t.Errorf("%d resources", result.Len())
	}
}

// TestMountMarks holds that volumes and their mounts name the stanza that needs them.
func TestMountMarks(t *testing.T) {
	t.Parallel()
	result, _, err := stages(t, newInjector(t, everywhere), read(t, `apiVersion: v1
kind: Pod
metadata: {name: x, labels: {app: x}}
spec: {containers: [{name: z, volumeMounts: [{name: tmp, mountPath: /tmp}]}], volumes: [{name: tmp, emptyDir: {}}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"spec.volumes[0].name":                                "template ",
		"spec.volumes[1].csi.driver":                          "inject hash.yaml:19",
		"spec.containers[0].volumeMounts[0].name":             "template ",
		"spec.containers[0].volumeMounts[1].mountPath":        "inject hash.yaml:19",
		"spec.containers[0].env[0].valueFrom.configMapKeyRef": "inject hash.yaml:12",
	}
	for r := range result.All() {
		if r.ID().Kind != "Pod" {
			continue
		}
		for path, want := range want {
			source := r.Origin(manifest.ParsePath(path))
			if got := source.SetBy + " " + source.String(); got != want {
				t.Errorf("%s: got %q, want %q", path, got, want)
			}
		}
	}
}

// TestPatchedSeal holds that a SealedSecret of an earlier run stays as an overlay has made it.
func TestPatchedSeal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const sealed = "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: db, namespace: default}\n" +
		"spec: {encryptedData: {user: AQBzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzcw==}}\n"
	if err := os.WriteFile(filepath.Join(dir, "sealed.yaml"), []byte(sealed), 0o600); err != nil {
		t.Fatal(err)
	}
	in := newInjectorIn(t, dir, `apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {secretStore: {provider: sealedSecrets, files: [sealed.yaml]}}}
secrets:
- secret: db
  keys: {USER: user}
  into: {selector: app}
  optional: true
`)
	first, _, err := stages(t, in, read(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	patched := strings.Replace(string(text(t, first)), "spec:", "spec:\n  template: {type: Opaque}", 1)
	second, _, err := stages(t, in, read(t, patched))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(text(t, second)); got != patched {
		t.Errorf("got\n%s\nwant\n%s", got, patched)
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	for _, r := range inject.Rules() {
		if r.Category() != "env" || r.Title == "" || r.Description == "" || r.Remediation == "" || len(r.Profiles) == 0 {
			t.Errorf("rule %q is not complete: %+v", r.ID, r)
		}
	}
}
