package environ_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

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
  ephemeralContainers:
  - name: debug
    envFrom: [{configMapRef: {name: c5}}]
  imagePullSecrets: [{name: pull}, {}, null]
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
  - {name: v4, csi: {driver: d, nodePublishSecretRef: {name: m1}}}
  - {name: v5, csi: {driver: d}}
  - {name: v6, azureFile: {shareName: a, secretName: m2}}
  - {name: v7, rbd: {image: a, secretRef: {name: m3}}}
  - {name: v8, iscsi: {iqn: a, secretRef: {name: m4}}}
  - {name: v9, flexVolume: {driver: d, secretRef: {name: m5}}}
  - {name: v10, cephfs: {monitors: [], secretRef: {name: m6}}}
  - {name: v11, nfs: {server: a}}
`

// TestReferences holds what each reference is; a key that stands at the path of the object has none.
func TestReferences(t *testing.T) {
	t.Parallel()
	want := []string{
		"Secret s1 envFrom spec.initContainers[0].envFrom[0].secretRef.name init optional",
		"ConfigMap c1 envFrom spec.initContainers[0].envFrom[2].configMapRef.name init",
		"ConfigMap c2 env spec.containers[0].env[1].valueFrom.configMapKeyRef.name main k2@spec.containers[0].env[1].valueFrom.configMapKeyRef.key",
		"Secret s2 env spec.containers[0].env[2].valueFrom.secretKeyRef.name main k3@spec.containers[0].env[2].valueFrom.secretKeyRef.key optional",
		"ConfigMap c5 envFrom spec.ephemeralContainers[0].envFrom[0].configMapRef.name debug",
		"ConfigMap c3 volume spec.volumes[1].configMap.name files",
		"Secret s3 volume spec.volumes[2].secret.secretName files k4@spec.volumes[2].secret.items[0].key k5@spec.volumes[2].secret.items[2].key optional",
		"Secret s4 volume spec.volumes[3].projected.sources[0].secret.name files",
		"ConfigMap c4 volume spec.volumes[3].projected.sources[1].configMap.name files k6@spec.volumes[3].projected.sources[1].configMap.items[0].key",
		"Secret m1 mount spec.volumes[4].csi.nodePublishSecretRef.name",
		"Secret m2 mount spec.volumes[6].azureFile.secretName",
		"Secret m3 mount spec.volumes[7].rbd.secretRef.name",
		"Secret m4 mount spec.volumes[8].iscsi.secretRef.name",
		"Secret m5 mount spec.volumes[9].flexVolume.secretRef.name",
		"Secret m6 mount spec.volumes[10].cephfs.secretRef.name",
		"Secret pull imagePull spec.imagePullSecrets[0].name",
	}
	template := templateOf(t, resources(t, pod)[0])
	if diff := cmp.Diff(want, printed(environ.References(template))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestReferencesEndsEarly stops after each reference: the loop's body decides when to leave.
func TestReferencesEndsEarly(t *testing.T) {
	t.Parallel()
	template := templateOf(t, resources(t, pod)[0])
	for want := range len(printed(environ.References(template))) {
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

func TestResourceReferences(t *testing.T) {
	t.Parallel()
	const stream = `
{apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {tls: [{hosts: [a]}, {secretName: t1}]}}
---
{apiVersion: extensions/v1beta1, kind: Ingress, spec: {tls: [{secretName: t2}]}}
---
{apiVersion: example.com/v1, kind: Ingress, spec: {tls: [{secretName: foreign}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
spec:
  listeners:
  - {name: plain, port: 80}
  - name: https
    tls:
      certificateRefs:
      - {name: t3}
      - {group: "", kind: Secret, name: t4, namespace: certs}
      - {group: example.com, kind: Secret, name: foreign}
      - {kind: ConfigMap, name: foreign}
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
spec: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}, {group: example.com, kind: Bundle, name: foreign}, {name: foreign}]}}
---
{apiVersion: v1, kind: ServiceAccount, secrets: [{name: s1}, {}], imagePullSecrets: [{name: pull}]}
---
{apiVersion: v1, kind: Service, secrets: [{name: foreign}]}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, spec: broken}
`
	want := []string{
		"Secret t1 tls spec.tls[1].secretName tls.crt tls.key",
		"Secret t2 tls spec.tls[0].secretName tls.crt tls.key",
		"Secret t3 tls spec.listeners[1].tls.certificateRefs[0].name tls.crt tls.key",
		"Secret certs/t4 tls spec.listeners[1].tls.certificateRefs[1].name tls.crt tls.key",
		"ConfigMap ca tls spec.validation.caCertificateRefs[0].name ca.crt",
		"Secret s1 serviceAccount secrets[0].name",
		"Secret pull imagePull imagePullSecrets[0].name",
	}
	var got []string
	for _, r := range resources(t, stream) {
		got = append(got, printed(environ.ResourceReferences(r))...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSetting(t *testing.T) {
	t.Parallel()
	for use, want := range map[environ.Use]bool{
		environ.UseEnv: true, environ.UseEnvFrom: true, environ.UseVolume: true,
		environ.UseMount: false, environ.UseImagePull: false, environ.UseTLS: false, environ.UseServiceAccount: false,
	} {
		if got := use.Setting(); got != want {
			t.Errorf("%s: got %v, want %v", use, got, want)
		}
	}
}

func resources(t *testing.T, stream string) []*manifest.Resource {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(set.All())
}

func templateOf(t *testing.T, r *manifest.Resource) manifest.PodTemplate {
	t.Helper()
	for template := range manifest.BuiltinKinds().PodTemplates(r) {
		return template
	}
	t.Fatalf("%s makes no pods", r.ID())
	return manifest.PodTemplate{}
}

// printed gives one line for each reference.
func printed(references iter.Seq[environ.Reference]) []string {
	var lines []string
	for r := range references {
		name := r.Name
		if r.Namespace != "" {
			name = r.Namespace + "/" + name
		}
		words := []string{r.Kind, name, string(r.Use), r.Path.String()}
		if r.Container != "" {
			words = append(words, r.Container)
		}
		if r.Volume {
			words = append(words, "files")
		}
		for _, key := range r.Keys {
			word := key.Name
			if at := key.Path.String(); at != r.Path.String() {
				word = fmt.Sprintf("%s@%s", key.Name, at)
			}
			words = append(words, word)
		}
		if r.Optional {
			words = append(words, "optional")
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}
