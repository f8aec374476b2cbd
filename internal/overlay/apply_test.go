package overlay

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
)

func load(t *testing.T, kustomization string) *Overlay {
	t.Helper()
	project := t.TempDir()
	write(t, filepath.Join(project, "overlay/kustomization.yaml"), kustomization)
	o, err := Load(project, "overlay", config.HooksLeave)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

const nastyStream = "# only a comment\n--- # two\n" + `apiVersion: v1
kind: ConfigMap
metadata: {name: nasty, labels: {"on": "yes", n: "0644"}, annotations: {}}
data:
  yes: "yes"
  octal: "0644"
  exponent: "1e3"
  date: 2001-01-01
  float: "1.10"
  "null": "null"
  tilde: "~"
  empty: ""
  space: " lead and trail "
  tab: "\t"
  quote: "a 'b' \"c\" \\"
  controls: "\0\x01\x7f\x85\uFEFF\u2028\u2029"
  astral: "\U0001F600"
  block: |+
    keep

  folded: >-
    a
    b
  markup: "<a href='x'>&amp;</a>"
  separator: "\n---\nkind: X\n"
  "key with: colon # and hash": "x"
  "": "no key"
  letters: "y"
  word: "off"
---
apiVersion: example.com/v1
kind: Numbers
metadata: {name: numbers, annotations: {number: 12, bool: yes, text: "12"}}
spec:
  max: 9223372036854775807
  min: -9223372036854775808
  unsigned: 18446744073709551615
  huge: 123456789012345678901234567890
  octal: 0644
  hex: 0xff
  float: 1.10
  whole: 1.0
  exponent: 1e3
  tiny: 1e-9
  large: 1e30
  negative: -0.0
  yes: yes
  no: no
  none: null
  map: {}
  list: []
  nested: [[1, [2]], {a: {}}]
---
apiVersion: v1
kind: PodList
metadata: {name: no-items}
---
apiVersion: v1
kind: Secret
metadata: {name: s, annotations: null}
data: null
...
---
`

// An overlay that changes something else leaves a nasty stream byte for byte.
func TestApplyChangesNothingElse(t *testing.T) {
	for _, kustomization := range []string{
		"kind: Kustomization\n",
		"kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n",
		"images: []\nlabels: []\n",
		"patches:\n- target: {kind: ConfigMap}\n  patch: '[{\"op\": \"test\", \"path\": \"/metadata/name\", \"value\": \"nasty\"}]'\n",
		"patches:\n- target: {}\n  patch: '[{\"op\": \"add\", \"path\": \"/kind\", \"value\": \"X\"}, {\"op\": \"test\", \"path\": \"/kind\", \"value\": \"X\"}, {\"op\": \"remove\", \"path\": \"/kind\"}]'\n",
	} {
		o := load(t, kustomization)
		s := read(t, nastyStream)
		next, _, err := o.Apply(t.Context(), s)
		if strings.Contains(kustomization, "remove") {
			if err == nil {
				t.Error("resources without a kind gave no error")
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", kustomization, err)
			continue
		}
		if diff := cmp.Diff(nastyStream, bytesOf(t, next)); diff != "" {
			t.Errorf("%s changes (-in +out):\n%s", kustomization, diff)
		}
	}
}

// Values survive the way through kustomize even in a resource that it changes.
func TestApplyKeepsValues(t *testing.T) {
	for _, kustomization := range []string{
		"namespace: x\n",
		"commonAnnotations: {namespace: x}\n",
		"patches: [{target: {}, patch: '[{\"op\": \"add\", \"path\": \"/metadata/namespace\", \"value\": \"x\"}]'}]\n",
		"patches: [{target: {kind: Numbers|Secret}, patch: '{apiVersion: v1, kind: X, metadata: {name: x, annotations: {namespace: x}}}'}]\n",
	} {
		s := read(t, nastyStream)
		next, _, err := load(t, kustomization).Apply(t.Context(), s)
		if err != nil {
			t.Errorf("%s: %v", kustomization, err)
			continue
		}
		before, after := objects(s), objects(next)
		for i := range before {
			for _, d := range differences(before[i], after[i], nil) {
				switch d.path.String() {
				case "metadata.namespace", "metadata.annotations", "metadata.annotations.namespace",
					"metadata.annotations.number", "metadata.annotations.bool":
				default:
					t.Errorf("%s: %s became %#v, was %#v", kustomization, d.path, d.after, d.before)
				}
			}
		}
	}
}

// What is by nature idempotent is so: a second run on the result changes no byte.
func TestApplyTwice(t *testing.T) {
	for _, kustomization := range []string{
		"images: [{name: registry/api, newName: mirror/api, newTag: \"2\"}, {name: postgres, digest: \"sha256:11\"}]\n",
		"replicas: [{name: api, count: 3}]\n",
		"labels: [{pairs: {team: a}, includeSelectors: true}]\ncommonAnnotations: {a: b}\n",
		"namespace: prod\n",
		"patches: [{patch: '{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {type: NodePort}}'}]\n",
	} {
		o := load(t, kustomization)
		once, _, err := o.Apply(t.Context(), read(t, differentialStream))
		if err != nil {
			t.Fatal(err)
		}
		text := bytesOf(t, once)
		if text == differentialStream {
			t.Errorf("%s changed nothing", kustomization)
		}
		twice, _, err := o.Apply(t.Context(), read(t, text))
		if err != nil {
			t.Errorf("%s twice: %v", kustomization, err)
			continue
		}
		if diff := cmp.Diff(text, bytesOf(t, twice)); diff != "" {
			t.Errorf("%s twice (-once +twice):\n%s", kustomization, diff)
		}
	}
}

// kustomize panics on subjects that are no mappings; neither the program nor the gate may stay shut.
func TestApplyRecoversFromPanics(t *testing.T) {
	o := load(t, "kind: Kustomization\n")
	bad := read(t, "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: x}\nsubjects: [text]\n")
	for range 2 {
		_, _, err := o.Apply(t.Context(), bad)
		if fault := new(panicError); !errors.As(err, &fault) {
			t.Fatalf("got %v, want a panic as an error", err)
		}
	}
	if _, _, err := o.Apply(t.Context(), read(t, differentialStream)); err != nil {
		t.Fatalf("after a panic: %v", err)
	}
}

func TestApplyHeedsTheContext(t *testing.T) {
	o := load(t, "namespace: x\n")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := o.Apply(cancelled, read(t, differentialStream)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: got %v", err)
	}
	waiting, stop := context.WithCancel(t.Context())
	err := inBox(t.Context(), false, func() error {
		result := make(chan error)
		go func() {
			_, _, err := o.Apply(waiting, read(t, differentialStream))
			result <- err
		}()
		stop()
		return <-result
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while another build runs: got %v", err)
	}
}

// One overlay and one set may be used by many, next to overlays that change kustomize's schema.
func TestApplyInParallel(t *testing.T) {
	patches := load(t, "namePrefix: p-\npatches: [{target: {kind: Service}, patch: '[{\"op\": \"add\", \"path\": \"/spec/type\", \"value\": \"NodePort\"}]'}]\n")
	version := load(t, "openapi: {version: v1.20.4}\nnamePrefix: p-\n")
	s := read(t, differentialStream)
	first, _, err := patches.Apply(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	want := bytesOf(t, first)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if i%2 == 1 {
				_, _, _ = version.Apply(t.Context(), s) // it is there to disturb
				return
			}
			next, _, err := patches.Apply(t.Context(), s)
			if err != nil {
				t.Error(err)
				return
			}
			if got, err := next.Bytes(); err != nil || string(got) != want {
				t.Errorf("a parallel run differs: %v", err)
			}
		})
	}
	group.Wait()
}

// ownSchema tells containers apart by their image instead of their name.
const ownSchema = `{"definitions": {"io.k8s.api.apps.v1.Deployment": {
  "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Deployment"}],
  "type": "object", "properties": {"spec": {"type": "object", "properties": {"template": {"type": "object", "properties": {
  "spec": {"type": "object", "properties": {"containers": {"type": "array", "items": {"type": "object"},
  "x-kubernetes-patch-merge-key": "image", "x-kubernetes-patch-strategy": "merge"}}}}}}}}}}}`

// An overlay with a schema of its own leaves no trace of it.
func TestApplyForgetsSchemas(t *testing.T) {
	const merge = "patches: [{patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {template: {spec: {containers: [{name: api, image: new}]}}}}'}]\n"
	apply := func(o *Overlay) string {
		t.Helper()
		next, _, err := o.Apply(t.Context(), read(t, differentialStream))
		if err != nil {
			t.Fatal(err)
		}
		return bytesOf(t, next)
	}
	plain := load(t, merge)
	want := apply(plain)
	project := t.TempDir()
	write(t, filepath.Join(project, "overlay/kustomization.yaml"), "openapi: {path: schema.json}\n"+merge)
	write(t, filepath.Join(project, "overlay/schema.json"), ownSchema)
	own, err := Load(project, "overlay", config.HooksLeave)
	if err != nil {
		t.Fatal(err)
	}
	if apply(own) == want {
		t.Fatal("the schema makes no difference: the test shows nothing")
	}
	if diff := cmp.Diff(want, apply(plain)); diff != "" {
		t.Errorf("after a schema (-before +after):\n%s", diff)
	}
}

// A generator cannot make for the second time what it has made: kustomize panics, or says which memory
// address is at fault.
func TestApplyGeneratorTwice(t *testing.T) {
	for _, kind := range []string{"kind: Kustomization\n", "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n"} {
		for _, generator := range []string{
			"configMapGenerator:\n- {name: made, literals: [a=hunter2]}\n",
			"secretGenerator:\n- {name: made, literals: [a=hunter2]}\nnamePrefix: p-\n",
			"configMapGenerator:\n- {name: made, literals: [a=hunter2]}\ngeneratorOptions: {disableNameSuffixHash: true}\n",
		} {
			o := load(t, kind+generator)
			once, _, err := o.Apply(t.Context(), read(t, ""))
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = o.Apply(t.Context(), read(t, bytesOf(t, once)))
			if err == nil && strings.Contains(generator, "namePrefix") {
				continue // the prefix comes twice
			}
			fault, isTwice := errors.AsType[*twiceError](err)
			if !isTwice {
				t.Errorf("%s%s: got %v", kind, generator, err)
				continue
			}
			if line := strings.Count(kind, "\n") + 2; !strings.HasSuffix(fault.place, fmt.Sprintf("overlay/kustomization.yaml:%d", line)) || !strings.Contains(err.Error(), "at stdin:") {
				t.Errorf("%s%s: got %v", kind, generator, err)
			}
		}
	}
}
