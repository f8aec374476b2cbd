package secret_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/secret"
)

const needy = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      imagePullSecrets: [{name: registry}]
      initContainers:
        - name: migrate
          env:
            - {name: PGPASSWORD, valueFrom: {secretKeyRef: {name: db, key: admin}}}
      containers:
        - name: api
          env:
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
            - {name: AGAIN, valueFrom: {secretKeyRef: {name: db, key: password, optional: true}}}
            - {name: FLAG, valueFrom: {secretKeyRef: {name: flags, key: lit, optional: true}}}
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: chart, key: token}}}
            - {name: GONE, valueFrom: {secretKeyRef: {name: chart, key: gone}}}
          envFrom:
            - secretRef: {name: all}
      volumes:
        - {name: keys, secret: {secretName: keys, items: [{key: b, path: b}, {key: a, path: a}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: edge}
spec: {tls: [{secretName: web-tls}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: door}
spec: {listeners: [{tls: {certificateRefs: [{name: cert, namespace: edge}]}}]}
---
apiVersion: v1
kind: Secret
metadata: {name: chart}
stringData: {token: sesame}
---
apiVersion: v1
kind: Secret
metadata: {name: keys, annotations: {helm.sh/hook: pre-install}}
stringData: {a: sesame}
---
apiVersion: batch/v1
kind: Job
metadata: {name: seed, annotations: {helm.sh/hook: post-install}}
spec:
  template:
    spec:
      containers:
        - name: seed
          env:
            - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: a}}}
`

func needsOf(t *testing.T, stream string, project *config.Project) []secret.Need {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(stream), "release.yaml")
	if err != nil {
		t.Fatal(err)
	}
	project.Release.Namespace = "shop"
	return secret.Needs(secret.Release{
		Set: set, Kinds: manifest.BuiltinKinds(), Project: project, Environment: &config.Environment{Name: "local"},
	})
}

// lines shows needs as people would note them.
func lines(all []secret.Need) []string {
	var text []string
	for _, n := range all {
		for _, u := range n.Whole {
			text = append(text, fmt.Sprintf("%s/%s *: %s <- %s", n.Namespace, n.Name, use(u), provider(n.Provider)))
		}
		for _, k := range n.Keys {
			for _, u := range k.Uses {
				text = append(text, fmt.Sprintf("%s/%s %s: %s <- %s", n.Namespace, n.Name, k.Name, use(u), provider(k.Provider)))
			}
		}
	}
	return text
}

func use(u secret.Use) string {
	text := strings.TrimSpace(strings.Join([]string{u.Resource.String(), u.Container, u.Variable}, " "))
	if u.As != environ.UseEnv {
		text += " (" + string(u.As) + ")"
	}
	if u.Optional {
		text += "?"
	}
	return text
}

func provider(p secret.Provider) string {
	if p.By == secret.ByRelease {
		return p.Resource.String()
	}
	return strings.TrimSpace(string(p.By) + " " + p.Place)
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	got := lines(needsOf(t, needy, &config.Project{
		Existing: []config.Existing{
			{Kind: "Secret", Name: "all", Place: "hash.yaml:3"},
			{Kind: "ConfigMap", Name: "registry", Place: "hash.yaml:4"},
			{Kind: "Secret", Name: "registry", Environments: []string{"production"}, Place: "hash.yaml:5"},
			{Kind: "Secret", Name: "web-tls", Namespace: "shop", Place: "hash.yaml:6"},
		},
		Secrets: []config.SecretReference{
			{Secret: "db", Keys: []config.KeyName{{Key: "password", Variable: "PASSWORD"}}, Place: "hash.yaml:9"},
			{Secret: "db", Keys: []config.KeyName{{Key: "admin", Variable: "X"}}, Environments: []string{"production"}, Place: "hash.yaml:10"},
		},
	}))
	want := []string{
		"edge/cert tls.crt: Gateway shop/door (tls) <- ",
		"edge/cert tls.key: Gateway shop/door (tls) <- ",
		"edge/web-tls tls.crt: Ingress edge/web (tls) <- ",
		"edge/web-tls tls.key: Ingress edge/web (tls) <- ",
		"shop/all *: Deployment shop/api api (envFrom) <- existing hash.yaml:3",
		"shop/chart gone: Deployment shop/api api GONE <- ",
		"shop/chart token: Deployment shop/api api TOKEN <- Secret shop/chart",
		"shop/db admin: Deployment shop/api migrate PGPASSWORD <- ",
		"shop/db password: Deployment shop/api api PASSWORD <- secrets hash.yaml:9",
		"shop/db password: Deployment shop/api api AGAIN? <- secrets hash.yaml:9",
		"shop/flags lit: Deployment shop/api api FLAG? <- ",
		"shop/keys a: Deployment shop/api (volume) <- ",
		"shop/keys a: Job shop/seed seed KEY <- ",
		"shop/keys b: Deployment shop/api (volume) <- ",
		"shop/registry .dockerconfigjson: Deployment shop/api (imagePull) <- ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestNeedsOfHooks counts on what a hook makes only where nothing but hooks uses it.
func TestNeedsOfHooks(t *testing.T) {
	t.Parallel()
	documents := strings.Split(needy, "---\n")
	hooks := strings.Join(documents[4:], "---\n")
	want := []string{"shop/keys a: Job shop/seed seed KEY <- Secret shop/keys"}
	if diff := cmp.Diff(want, lines(needsOf(t, hooks, &config.Project{}))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNeedOptional(t *testing.T) {
	t.Parallel()
	got := map[string]bool{}
	for _, n := range needsOf(t, needy, &config.Project{}) {
		got[n.Name] = n.Optional()
	}
	want := map[string]bool{"cert": false, "web-tls": false, "all": false, "chart": false, "db": false, "flags": true, "keys": false, "registry": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	got := map[string]string{}
	for _, n := range needsOf(t, needy, &config.Project{}) {
		got[n.Name] = n.Create()
	}
	got["sealed"] = needsOf(t, needy, &config.Project{})[6].Seal()
	hostile := secret.Need{Namespace: "shop", Name: "it's", Keys: []secret.NeededKey{{Name: "$(id)"}}}
	got["hostile"] = hostile.Create()
	want := map[string]string{
		"cert":     "kubectl create secret tls cert --namespace=edge \\\n  --cert=cert/tls.crt \\\n  --key=cert/tls.key",
		"web-tls":  "kubectl create secret tls web-tls --namespace=edge \\\n  --cert=web-tls/tls.crt \\\n  --key=web-tls/tls.key",
		"all":      "kubectl create secret generic all --namespace=shop",
		"chart":    "kubectl create secret generic chart --namespace=shop \\\n  --from-file=gone=chart/gone \\\n  --from-file=token=chart/token",
		"db":       "kubectl create secret generic db --namespace=shop \\\n  --from-file=admin=db/admin \\\n  --from-file=password=db/password",
		"flags":    "kubectl create secret generic flags --namespace=shop \\\n  --from-file=lit=flags/lit",
		"keys":     "kubectl create secret generic keys --namespace=shop \\\n  --from-file=a=keys/a \\\n  --from-file=b=keys/b",
		"registry": "kubectl create secret generic registry --namespace=shop \\\n  --type=kubernetes.io/dockerconfigjson \\\n  --from-file=.dockerconfigjson=registry/.dockerconfigjson",
		"sealed":   "kubectl create secret generic keys --namespace=shop \\\n  --from-file=a=keys/a \\\n  --from-file=b=keys/b \\\n  --dry-run=client --output=yaml | kubeseal --format=yaml > keys.sealed.yaml",
		"hostile":  "kubectl create secret generic 'it'\\''s' --namespace=shop \\\n  '--from-file=$(id)=it'\\''s/$(id)'",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
