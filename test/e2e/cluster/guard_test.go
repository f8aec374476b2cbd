package cluster

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/hashintel/helm-hash/test/e2e/lab"
)

// constraints are the rules that Gatekeeper is given, by the names of files in testdata/gatekeeper.
var constraints = []struct {
	file, kind, name string
	parameters       map[string]any
}{
	{"imageregistry", "ImageRegistry", "image-registry", map[string]any{"allowedRegistries": []string{"registry.hash.example/hash/", "docker.io/library/"}}},
	{"workloadprivileged", "WorkloadPrivileged", "workload-privileged", map[string]any{}},
	{"workloadresources", "WorkloadResources", "workload-resources", map[string]any{}},
}

// guard has Gatekeeper judge what comes into a namespace, and waits until all of its rules count.
func (p *plane) guard(namespace string) {
	p.Helper()
	dir := moduleDir(p.T, "gatekeeper", "github.com/open-policy-agent/gatekeeper/v3")
	kinds, err := filepath.Glob(filepath.Join(dir, "charts/gatekeeper/crds/*.yaml"))
	if err != nil || len(kinds) == 0 {
		p.Fatalf("no kinds of Gatekeeper in %s (%v)", dir, err)
	}
	p.knows(kinds...)
	p.has(surroundings(p.T, namespace, "privileged")...)
	p.has(objects(p.T, fmt.Sprintf(gatekeeper, lab.GatekeeperNamespace, lab.GatekeeperPod), "")...)
	url, err := p.Gatekeeper(os.Getenv("GATEKEEPER"))
	if err != nil {
		p.Fatal(err)
	}
	for _, c := range constraints {
		p.constrains(c.file, c.kind, c.name, c.parameters)
	}
	p.has(objects(p.T, fmt.Sprintf(webhook, url, base64.StdEncoding.EncodeToString(p.Authority()), namespace), "")...)
	p.eventually("Gatekeeper refuses for all rules", func() error { return p.guarded(namespace) })
}

// guarded says which rule does not count yet for a pod that breaks them all.
func (p *plane) guarded(namespace string) error {
	const bad = `
apiVersion: v1
kind: Pod
metadata: {name: bad}
spec: {containers: [{name: bad, image: quay.io/bad, securityContext: {privileged: true}}]}
`
	said := p.admits(objects(p.T, bad, namespace)[0].Unstructured)
	for _, c := range constraints {
		if said == nil || !strings.Contains(said.Error(), "["+c.name+"]") {
			return fmt.Errorf("not for %s: the answer is %w", c.name, said)
		}
	}
	return nil
}

// constrains gives Gatekeeper a rule.
func (p *plane) constrains(file, kind, name string, parameters map[string]any) {
	p.Helper()
	type mapping = map[string]any
	code := mapping{"version": "v1", "rego": p.rego(file), "libs": []any{p.rego("pods")}}
	p.has(p.object(mapping{
		"apiVersion": "templates.gatekeeper.sh/v1", "kind": "ConstraintTemplate", "metadata": mapping{"name": file},
		"spec": mapping{
			"crd": mapping{"spec": mapping{"names": mapping{"kind": kind}, "validation": mapping{
				"openAPIV3Schema": mapping{"type": "object", "x-kubernetes-preserve-unknown-fields": true},
			}}},
			"targets": []any{mapping{"target": "admission.k8s.gatekeeper.sh", "code": []any{mapping{"engine": "Rego", "source": code}}}},
		},
	}))
	p.eventually("Gatekeeper makes the kind "+kind, func() error { return p.serves(file + ".constraints.gatekeeper.sh") })
	p.has(p.object(mapping{
		"apiVersion": "constraints.gatekeeper.sh/v1beta1", "kind": kind, "metadata": mapping{"name": name},
		"spec": mapping{"parameters": parameters, "match": mapping{"kinds": []any{
			mapping{"apiGroups": []any{"", "apps", "batch"}, "kinds": []any{"*"}},
		}}},
	}))
}

func (p *plane) object(content map[string]any) object {
	p.Helper()
	text, err := yaml.Marshal(content)
	if err != nil {
		p.Fatal(err)
	}
	return objects(p.T, string(text), "")[0]
}

func (p *plane) rego(name string) string {
	p.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "gatekeeper", name+".rego"))
	if err != nil {
		p.Fatal(err)
	}
	return string(text)
}

// exists tells whether an object is there.
func (p *plane) exists(o object) bool {
	p.Helper()
	resource, err := p.resource(o.Unstructured)
	if err != nil {
		p.Fatal(err)
	}
	_, err = resource.Get(p.Context(), o.GetName(), metav1.GetOptions{})
	return err == nil
}

// gatekeeper is where Gatekeeper takes itself to run.
const gatekeeper = `
apiVersion: v1
kind: Namespace
metadata:
  name: %[1]s
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: %[1]s
---
apiVersion: v1
kind: Pod
metadata:
  name: %[2]s
  namespace: %[1]s
spec:
  containers: [{name: manager, image: none}]
`

// webhook makes the API server ask Gatekeeper about one namespace, and refuse where it does not answer.
const webhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: gatekeeper
webhooks:
  - name: validation.gatekeeper.sh
    clientConfig: {url: %q, caBundle: %s}
    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
    rules: [{apiGroups: ["*"], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: ["*"]}]
    failurePolicy: Fail
    sideEffects: None
    admissionReviewVersions: [v1]
`
