package inject_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// rolling is a workload that takes one key of each of two objects, all of others, and one from outside.
const rolling = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      containers:
      - name: api
        env:
        - {name: A, valueFrom: {configMapKeyRef: {name: keyed, key: a}}}
        - {name: S, valueFrom: {secretKeyRef: {name: secret, key: s}}}
        - {name: X, valueFrom: {configMapKeyRef: {name: outside, key: a}}}
        - {name: O, valueFrom: {configMapKeyRef: {name: keyed, key: none, optional: true}}}
        envFrom: [{configMapRef: {name: all}}]
      volumes:
      - {name: v, configMap: {name: mounted, items: [{key: a, path: a}]}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: keyed}
data: {a: "1", b: "1"}
---
apiVersion: v1
kind: Secret
metadata: {name: secret}
stringData: {s: hello, t: other}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: all}
data: {a: "1", b: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: mounted}
data: {a: "1", b: "1"}
binaryData: {c: aGVsbG8=}
`

const all = "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\nchecksums: all\n"

func sumOf(t *testing.T, stream string) string {
	t.Helper()
	set, _, err := newInjector(t, all).Checksum(t.Context(), read(t, stream))
	if err != nil {
		t.Fatal(err)
	}
	for r := range set.All() {
		found, ok := manifest.ParsePath(`spec.template.metadata.annotations["checksum/env"]`).Lookup(r.Object())
		if sum, isText := found.(string); ok && isText && len(sum) == 64 {
			return sum
		}
	}
	t.Fatal("no checksum")
	return ""
}

func TestChecksumCovers(t *testing.T) {
	t.Parallel()
	before := sumOf(t, rolling)
	for _, c := range []struct {
		name, old, new string
		rolls          bool
	}{
		{"key that is referred to", `{name: keyed}` + "\n" + `data: {a: "1"`, `{name: keyed}` + "\n" + `data: {a: "2"`, true},
		{"key that nothing refers to", `{name: keyed}` + "\n" + `data: {a: "1", b: "1"}`, `{name: keyed}` + "\n" + `data: {a: "1", b: "2"}`, false},
		{"any key of envFrom", `{name: all}` + "\n" + `data: {a: "1", b: "1"}`, `{name: all}` + "\n" + `data: {a: "1", b: "2"}`, true},
		{"new key of envFrom", `{name: all}` + "\n" + `data: {`, `{name: all}` + "\n" + `data: {c: "", `, true},
		{"any key of a volume", `{name: mounted}` + "\n" + `data: {a: "1", b: "1"}`, `{name: mounted}` + "\n" + `data: {a: "1", b: "2"}`, true},
		{"binary key of a volume", "aGVsbG8=", "aGVsbG8h", true},
		{"key of a Secret that is referred to", "s: hello", "s: world", true},
		{"key of a Secret that nothing refers to", "t: other", "t: changed", false},
		{"field of a Secret", "stringData: {s: hello", "data: {s: aGVsbG8=", false},
		{"stringData over data", "stringData: {s: hello", "data: {s: b3RoZXI=}\nstringData: {s: hello", false},
		{"text over base64 that is none", "stringData: {s: hello", "data: {s: hello!", true},
		{"number in data", `{name: all}` + "\n" + `data: {a: "1"`, `{name: all}` + "\n" + `data: {a: 1`, false},
		{"metadata of the object", "metadata: {name: all}", "metadata: {name: all, annotations: {postrenderer.helm.sh/postrender-filename: x}}", false},
		{"namespace that is the release's", "metadata: {name: all}", "metadata: {name: all, namespace: default}", false},
		{"other namespace", "metadata: {name: all}", "metadata: {name: all, namespace: other}", true},
		{"order of references", "envFrom: [{", "envFrom: [{secretRef: {name: outside}}, {", false},
		{"Secret that images are pulled with", "      volumes:", "      imagePullSecrets: [{name: secret}]\n      volumes:", false},
		{"hook of the same name", rolling, rolling + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: all, annotations: {helm.sh/hook: test}}\ndata: {a: hook}\n", false},
		{"ConfigMap of another group", rolling, rolling + "---\napiVersion: example.com/v1\nkind: ConfigMap\nmetadata: {name: all}\ndata: {a: x}\n", false},
	} {
		if !strings.Contains(rolling, c.old) {
			t.Fatalf("%s: %q is not there", c.name, c.old)
		}
		after := sumOf(t, strings.Replace(rolling, c.old, c.new, 1))
		if got := after != before; got != c.rolls {
			t.Errorf("%s: rolls is %v, want %v", c.name, got, c.rolls)
		}
	}
}

// TestChecksumIsAContract holds the very value: another one would roll every pod of every user.
func TestChecksumIsAContract(t *testing.T) {
	t.Parallel()
	const want = "800aab5bb40e32fd0f10a6e9003655d8333c7a29c37c43a6de0637bebf3d341b"
	if got := sumOf(t, rolling); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
