package overlay

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/manifest"
)

const differentialStream = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels: {app: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      serviceAccountName: runner
      containers:
        - name: api
          image: registry/api:1.0
          args: ["--port=$(PORT)"]
          envFrom: [{configMapRef: {name: shared}}]
          env:
            - {name: PORT, value: "8080"}
            - {name: HOST, value: api.local}
        - name: side
          image: side@sha256:0000
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: data
  annotations: {note: "0644"}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}, annotations: {a: b}}
    spec: {containers: [{name: db, image: postgres}]}
  volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shared}
data: {A: "1", B: "yes", C: "multi\nline\n"}
---
apiVersion: v1
kind: Secret
metadata: {name: creds, annotations: {x: z}}
stringData: {p: q}
---
apiVersion: v1
kind: Service
metadata: {name: api, labels: {app: api}}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: runner}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: ServiceAccount, name: runner, namespace: default}]
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: w}
spec: {size: 1.5, big: 9007199254740993, list: [{name: a, v: 1}, {name: b, v: 2}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]}
---
apiVersion: v1
kind: Pod
metadata:
  name: dropped
  annotations: {config.kubernetes.io/local-config: "true"}
`

// differentialCases hold one kustomization each, the first file, and what it refers to.
var differentialCases = map[string]struct {
	kustomization string
	extra         []string // entries of resources after the stream
	files         map[string]string
	component     bool
}{
	"nothing but a kind": {kustomization: "kind: Kustomization\n"},
	"merge patch": {kustomization: `patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: api, labels: {app: null, more: x}}
    spec:
      template:
        spec:
          containers:
          - {name: side, $patch: delete}
          - {name: api, env: [{name: HOST, value: b}, {name: NEW, value: "007"}]}
`},
	"merge patch with target": {kustomization: `patches:
- target: {kind: Deployment|StatefulSet, labelSelector: "app!=db"}
  patch: |-
    apiVersion: any/v1
    kind: Any
    metadata: {name: any, annotations: {p: "1"}}
    spec: {minReadySeconds: 3}
`},
	"merge patch of a custom resource": {kustomization: `patches:
- patch: |-
    apiVersion: example.com/v1
    kind: Widget
    metadata: {name: w}
    spec: {list: [{name: a, v: 3}]}
`},
	"merge patch takes all annotations away": {kustomization: `patches:
- patch: |-
    apiVersion: v1
    kind: Secret
    metadata: {name: creds, annotations: null}
`},
	"merge patch replaces annotations": {kustomization: `patches:
- patch: |-
    apiVersion: v1
    kind: Secret
    metadata: {name: creds, annotations: {$patch: replace, z: "1"}}
`},
	"json patch of annotations": {kustomization: `patches:
- target: {kind: Service, name: api}
  patch: |-
    - {op: add, path: /metadata/annotations/x, value: y}
    - {op: add, path: /metadata/annotations, value: {z: w}}
- target: {kind: Secret}
  patch: '[{"op": "remove", "path": "/metadata/annotations"}]'
`},
	"json patch copies annotations": {kustomization: `patches:
- target: {kind: Deployment}
  patch: |-
    - {op: add, path: /metadata/annotations/x, value: y}
    - {op: copy, from: /metadata/annotations/x, path: /spec/template/metadata/labels/x}
    - {op: test, path: /spec/template/spec/containers/0/name, value: api}
    - {op: remove, path: /spec/template/spec/containers/1}
`},
	"json patch by path": {
		kustomization: "patches:\n- path: p.json\n  target: {group: apps, version: v1, kind: Deployment}\n",
		files:         map[string]string{"overlay/p.json": `[{"op": "add", "path": "/spec/replicas", "value": 7}]`},
	},
	"patch changes the name": {kustomization: `patches:
- target: {kind: ConfigMap}
  options: {allowNameChange: true}
  patch: |-
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: other}
`},
	"patch deletes": {kustomization: `patches:
- target: {kind: StatefulSet}
  patch: |-
    {apiVersion: v1, kind: X, metadata: {name: x}, $patch: delete}
- patch: |-
    {apiVersion: v1, kind: Service, metadata: {name: api}, $patch: delete}
`},
	"deprecated patches": {kustomization: `patchesStrategicMerge:
- |-
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: api}
  spec: {replicas: 2}
patchesJson6902:
- target: {group: apps, version: v1, kind: Deployment, name: api}
  patch: '[{"op": "add", "path": "/spec/paused", "value": true}]'
`},
	"images": {kustomization: `images:
- {name: registry/api, newName: other/api, newTag: "2.0"}
- {name: side, digest: sha256:1111}
- {name: postgres, newTag: "16"}
`},
	"replicas": {kustomization: "replicas:\n- {name: api, count: 0}\n- {name: db, count: 5}\n"},
	"labels": {kustomization: `labels:
- pairs: {team: a}
- pairs: {tier: b}
  includeSelectors: true
- pairs: {more: c}
  includeTemplates: true
  fields: [{path: spec/extra, create: true, kind: Widget}]
`},
	"common labels and annotations": {kustomization: "commonLabels: {team: a}\ncommonAnnotations: {owner: b, num: \"12\"}\n"},
	"names":                         {kustomization: "namePrefix: p-\nnameSuffix: -s\n"},
	"a prefix that is a name": {
		kustomization: "namePrefix: p-\n",
		extra:         []string{"more.yaml"},
		files:         map[string]string{"overlay/more.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p-shared}\n"},
	},
	"namespace": {kustomization: "namespace: prod\n"},
	"all at once": {kustomization: `namespace: prod
namePrefix: p-
commonLabels: {team: a}
commonAnnotations: {owner: b}
images: [{name: postgres, newTag: "16"}]
replicas: [{name: api, count: 3}]
patches:
- target: {name: api}
  patch: |-
    - {op: add, path: /metadata/labels/z, value: z}
configMapGenerator:
- {name: gen, literals: [A=1]}
`},
	"config map generator": {
		kustomization: `configMapGenerator:
- {name: files, files: [a.txt, k=../b.txt], envs: [c.env]}
- {name: shared, behavior: merge, literals: [B=no, D=4]}
generatorOptions: {labels: {g: h}, immutable: true}
`,
		files: map[string]string{"overlay/a.txt": "a\n", "b.txt": "b", "overlay/c.env": "E=1\n"},
	},
	"config map generator replaces": {kustomization: "configMapGenerator:\n- {name: shared, behavior: replace, literals: [Z=1], options: {annotations: {p: m}}}\n"},
	"secret generator":              {kustomization: "secretGenerator:\n- {name: s, literals: [P=q], type: Opaque}\n- {name: creds, behavior: merge, literals: [r=t]}\n"},
	"replacements": {kustomization: `replacements:
- source: {kind: ConfigMap, name: shared, fieldPath: data.A}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.[name=api].env.[name=HOST].value"]
- source: {kind: Secret, name: creds, fieldPath: metadata.annotations}
  targets:
  - select: {kind: Service}
    fieldPaths: [metadata.annotations]
    options: {create: true}
- path: r.yaml
`, files: map[string]string{"overlay/r.yaml": `source: {kind: Service, name: api, fieldPath: metadata.name}
targets:
- select: {kind: Ingress}
  fieldPaths: [spec.rules.0.host]
  options: {delimiter: ".", index: 0}
`}},
	"vars": {kustomization: "vars:\n- {name: PORT, objref: {kind: Service, name: api, apiVersion: v1}, fieldref: {fieldpath: metadata.name}}\n"},
	"base and component": {
		kustomization: "components: [../component]\nnameSuffix: -x\n",
		extra:         []string{"../base"},
		files: map[string]string{
			"base/kustomization.yaml":      "namePrefix: base-\nresources: [cm.yaml]\nimages: [{name: b, newTag: \"2\"}]\npatches:\n- target: {name: x}\n  patch: '[{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": {\"q\": \"r\"}}]'\n",
			"base/cm.yaml":                 "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: b, image: \"b:1\"}]}\n",
			"component/kustomization.yaml": "kind: Component\nresources: [c.yaml]\npatches:\n- target: {name: base-x}\n  patch: '[{\"op\": \"add\", \"path\": \"/metadata/annotations/m\", \"value\": \"n\"}]'\nreplicas: [{name: api, count: 9}]\n",
			"component/c.yaml":             "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n",
		},
	},
	"component": {component: true, kustomization: "kind: Component\nnamePrefix: p-\nimages: [{name: postgres, newTag: \"16\"}]\nconfigMapGenerator: [{name: g, literals: [a=b]}]\n"},
	"plugins": {
		kustomization: `transformers:
- t.yaml
- ../plugins
- |-
  apiVersion: builtin
  kind: ReplicaCountTransformer
  metadata: {name: r}
  replica: {name: api, count: 3}
  fieldSpecs: [{path: spec/replicas, create: true, kind: Deployment}]
generators:
- |-
  apiVersion: builtin
  kind: ConfigMapGenerator
  metadata: {name: g}
  name: g
  files: [a.txt]
`,
		files: map[string]string{
			"overlay/a.txt":              "a",
			"overlay/p.yaml":             `[{"op": "add", "path": "/spec/paused", "value": true}]`,
			"overlay/t.yaml":             "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: p.yaml\ntarget: {kind: Deployment}\n",
			"plugins/kustomization.yaml": "resources: [n.yaml]\n",
			"plugins/n.yaml":             "apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata: {name: n}\nannotations: {k: v}\nfieldSpecs: [{path: metadata/annotations, create: true}]\n",
		},
	},
	"configurations and crds": {
		kustomization: "configurations: [c.yaml]\nnamePrefix: p-\ncommonLabels: {a: b}\n",
		files:         map[string]string{"overlay/c.yaml": "namePrefix:\n- {path: spec/ref, kind: Widget, create: true}\ncommonLabels:\n- {path: spec/labels, kind: Widget, create: true}\n"},
	},
	"openapi": {
		kustomization: "openapi: {path: s.json}\npatches:\n- patch: |-\n    apiVersion: example.com/v1\n    kind: Widget\n    metadata: {name: w}\n    spec: {list: [{name: a, v: 3}]}\n",
		files:         map[string]string{"overlay/s.json": `{"definitions": {"v1.Widget": {"type": "object", "properties": {"spec": {"type": "object", "properties": {"list": {"type": "array", "items": {"type": "object"}, "x-kubernetes-patch-merge-key": "name", "x-kubernetes-patch-strategy": "merge"}}}}, "x-kubernetes-group-version-kind": [{"group": "example.com", "kind": "Widget", "version": "v1"}]}}}`},
	},
	"sorted, with origins": {kustomization: "sortOptions: {order: legacy}\nbuildMetadata: [managedByLabel]\n"},
}

// Apply gives what kustomize builds when the stream is the first of its resources.
func TestApplyEqualsKustomizeBuild(t *testing.T) {
	for name, c := range differentialCases {
		t.Run(name, func(t *testing.T) {
			project, memory := t.TempDir(), filesys.MakeFsInMemory()
			plain, target := c.kustomization, "/p/overlay"
			if c.component {
				target = "/p/whole"
				addFile(t, memory, "/p/whole/kustomization.yaml", "resources: [stream.yaml]\ncomponents: [../overlay]\n")
				addFile(t, memory, "/p/whole/stream.yaml", differentialStream)
			} else {
				plain = resourcesField(append([]string{"stream.yaml"}, c.extra...)) + plain
				addFile(t, memory, "/p/overlay/stream.yaml", differentialStream)
			}
			addFile(t, memory, "/p/overlay/kustomization.yaml", plain)
			write(t, filepath.Join(project, "overlay/kustomization.yaml"), resourcesField(c.extra)+c.kustomization)
			for file, text := range c.files {
				addFile(t, memory, "/p/"+file, text)
				write(t, filepath.Join(project, file), text)
			}

			want := buildPlainly(t, memory, target)
			o, err := Load(project, "overlay", config.HooksLeave)
			if err != nil {
				t.Fatal(err)
			}
			next, _, err := o.Apply(t.Context(), read(t, differentialStream))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, objects(next)); diff != "" {
				t.Errorf("differs from kustomize build (-kustomize +ours):\n%s", diff)
			}
		})
	}
}

func resourcesField(entries []string) string {
	if len(entries) == 0 {
		return ""
	}
	return "resources: [" + strings.Join(entries, ", ") + "]\n"
}

func addFile(t *testing.T, memory filesys.FileSystem, file, text string) {
	t.Helper()
	if err := memory.WriteFile(file, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func buildPlainly(t *testing.T, memory filesys.FileSystem, target string) []map[string]any {
	t.Helper()
	options := krusty.MakeDefaultOptions()
	options.LoadRestrictions, options.Reorder = types.LoadRestrictionsNone, krusty.ReorderOptionUnspecified
	var text []byte
	err := inBox(t.Context(), true, func() error {
		result, err := krusty.MakeKustomizer(options).Run(memory, target)
		if err != nil {
			return err
		}
		text, err = result.AsYaml()
		return err
	})
	if err != nil {
		t.Fatalf("kustomize: %v", err)
	}
	return objects(read(t, string(text)))
}

// objects gives the resources as data, in the order of their IDs.
func objects(s *manifest.Set) []map[string]any {
	resources := slices.SortedFunc(s.All(), func(a, b *manifest.Resource) int { return a.ID().Compare(b.ID()) })
	all := make([]map[string]any, len(resources))
	for i, r := range resources {
		all[i] = r.Object()
	}
	return all
}
