package secret_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

const declaring = `apiVersion: v1
kind: Pod
metadata: {name: api}
spec:
  containers:
    - name: api
      envFrom:
        - {secretRef: {name: fetched}}
        - {secretRef: {name: db}}
        - {secretRef: {name: licence}}
        - {configMapRef: {name: company}}
        - {secretRef: {name: hooked}}
---
apiVersion: v1
kind: Pod
metadata: {name: api, namespace: edge}
spec:
  containers:
    - name: api
      envFrom: [{secretRef: {name: fetched}}, {secretRef: {name: db}}, {secretRef: {name: licence}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: fetched}
spec: {data: [{secretKey: TOKEN, remoteRef: {key: a}}]}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: hooked, annotations: {helm.sh/hook: pre-install}}
spec: {data: [{secretKey: HOOKED, remoteRef: {key: a}}]}
`

// TestDeclare holds which variables of each namespace are known from what the release does not hold as
// such. A stanza of secrets stands for its Secret in every namespace.
func TestDeclare(t *testing.T) {
	t.Parallel()
	set, err := manifest.Read(strings.NewReader(declaring), "release.yaml")
	if err != nil {
		t.Fatal(err)
	}
	objects := environ.Collect(set, "shop")
	secret.Release{
		Set: set, Kinds: manifest.BuiltinKinds(), Environment: &config.Environment{Name: "local"},
		Project: &config.Project{
			Release: config.Release{Namespace: "shop"},
			Existing: []config.Existing{
				{Kind: "Secret", Name: "licence", Namespace: "edge", Keys: []string{"LICENCE"}},
				{Kind: "ConfigMap", Name: "company", Keys: []string{"COMPANY"}},
				{Kind: "ConfigMap", Name: "company", Keys: []string{"ELSEWHERE"}, Environments: []string{"production"}},
			},
			Secrets: []config.SecretReference{{Secret: "db", Keys: []config.KeyName{{Key: "DSN", Variable: "X"}}}},
		},
	}.Declare(objects)
	got := map[string][]string{}
	for r := range set.All() {
		for template := range manifest.BuiltinKinds().PodTemplates(r) {
			for c := range template.Containers() {
				for _, v := range objects.Of(r, template, c).Variables {
					if v.Source.Kind != environ.ServiceLink {
						at := r.ID().InNamespace("shop").Namespace
						got[at] = append(got[at], fmt.Sprintf("%s of %s %s", v.Name, v.Source.Kind, v.Source.Name))
					}
				}
			}
		}
	}
	for _, names := range got {
		slices.Sort(names)
	}
	want := map[string][]string{
		"shop": {"COMPANY of ConfigMap company", "DSN of Secret db", "TOKEN of Secret fetched"},
		"edge": {"DSN of Secret db", "LICENCE of Secret licence"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
