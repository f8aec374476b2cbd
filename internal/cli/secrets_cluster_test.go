package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/cluster"
	"github.com/hashintel/helm-hash/internal/program"
)

// fakeCluster answers for the Secrets of a namespace, given as JSON of their data; "403" refuses.
type fakeCluster map[string]string

func (c fakeCluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.URL.Path)
	w.Header().Set("Content-Type", "application/json")
	data, known := c[name]
	switch {
	case !known:
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}`)
	case data == "403":
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403}`)
	case strings.Contains(r.Header.Get("Accept"), "as=PartialObjectMetadata"):
		_, _ = fmt.Fprintf(w, `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":%q}}`, name)
	default:
		_, _ = fmt.Fprintf(w, `{"kind":"Secret","apiVersion":"v1","metadata":{"name":%q},"data":%s}`, name, data)
	}
}

const clusterProject = `apiVersion: post.hash.dev/v1
kind: Project
release: {name: shop, namespace: shop}
environments: {local: {}}
generate:
  - secret: app
    keys: {dsn: {template: "db:$(db/password)"}}
  - secret: db
    keys: {password: {}}
`

// pod refers to keys of Secrets, given as NAME/KEY.
func pod(keys ...string) string {
	text := "apiVersion: v1\nkind: Pod\nmetadata: {name: api}\nspec:\n  containers:\n    - name: api\n      env:\n"
	for i, key := range keys {
		name, key, _ := strings.Cut(key, "/")
		text += fmt.Sprintf("        - {name: V%d, valueFrom: {secretKeyRef: {name: %s, key: %s}}}\n", i, name, key)
	}
	return text
}

// runInCluster runs a command of secrets for a release, with KUBECONFIG leading to a cluster.
func runInCluster(t *testing.T, c http.Handler, release string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	server := httptest.NewServer(c)
	defer server.Close()
	dir := t.TempDir()
	writeFile(t, dir, "hash.yaml", clusterProject)
	writeFile(t, dir, "kubeconfig", fmt.Sprintf(`{apiVersion: v1, kind: Config, current-context: other,
clusters: [{name: here, cluster: {server: %q}}, {name: other, cluster: {server: "http://127.0.0.1:1"}}],
contexts: [{name: here, context: {cluster: here}}, {name: other, context: {cluster: other}}]}`, server.URL))
	var out, errs bytes.Buffer
	code = Main(t.Context(), program.Invocation{
		Args:    append([]string{"secrets", args[0], "--config", filepath.Join(dir, "hash.yaml"), "--stream", "-"}, args[1:]...),
		Stdin:   strings.NewReader(release),
		Stdout:  &out,
		Stderr:  &errs,
		Environ: []string{"KUBECONFIG=" + filepath.Join(dir, "gone") + string(os.PathListSeparator) + filepath.Join(dir, "kubeconfig"), "HELM_KUBECONTEXT=here"},
		Now:     time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	return out.String(), strings.ReplaceAll(errs.String(), server.URL, "HOST"), code
}

func TestSecretsCheckCluster(t *testing.T) {
	t.Parallel()
	complete := fakeCluster{"app": `{"dsn":"c2VzYW1l"}`, "db": `{"password":"c2VzYW1l","more":"c2VzYW1l"}`}
	tests := []struct {
		name                   string
		cluster                fakeCluster
		args                   []string
		wantStdout, wantStderr string
		wantCode               int
	}{
		{
			name: "complete", cluster: complete,
			wantStdout: "Nothing is missing: 2 Secrets are there, with 2 keys that the release refers to.\n",
		},
		{
			name: "missing", cluster: fakeCluster{"db": `{"pasword":"c2VzYW1l"}`}, wantCode: 1,
			wantStdout: `Missing in local

SECRET    KEY            USED BY                         THERE IS
shop/app  *(the Secret)  Pod shop/api, container api, V0
shop/db   *password      Pod shop/api, container api, V1 pasword

* the pod does not start without it
`,
		},
		{
			name: "forbidden", cluster: fakeCluster{"app": "403"}, wantCode: 2,
			wantStderr: "hash: error: checking Secrets: cluster HOST: you may not get Secret shop/app\n" +
				"hash: hint: helm hash secrets check --rbac prints the Role that allows it; without one, give --file with a list of keys\n",
		},
		{
			name: "unknown context", cluster: complete, args: []string{"--kube-context", "there"}, wantCode: 2,
			wantStderr: "hash: error: kubeconfig: context \"there\" does not exist\n" +
				"hash: hint: see kubectl config get-contexts, and give --kubeconfig or --kube-context\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr, code := runInCluster(t, test.cluster, pod("app/dsn", "db/password"), append([]string{"check"}, test.args...)...)
			squeeze := strings.NewReplacer("   ", " ", "  ", " ")
			if diff := cmp.Diff(squeeze.Replace(test.wantStdout), squeeze.Replace(stdout)); diff != "" {
				t.Errorf("stdout (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.wantStderr, stderr); diff != "" || code != test.wantCode {
				t.Errorf("exit code %d, want %d; stderr (-want +got)\n%s", code, test.wantCode, diff)
			}
		})
	}
}

func TestSecretsGenerateCluster(t *testing.T) {
	t.Parallel()
	const keep = "hash: hint: let the values be read: kubectl get secret db --namespace shop --output yaml | " +
		"helm hash secrets generate --env local --file - | kubectl apply -f -\n"
	tests := []struct {
		name       string
		cluster    fakeCluster
		release    string
		want       []string // names of the Secrets printed
		wantStderr string
		wantCode   int
	}{
		{"nothing is there", fakeCluster{}, pod("app/dsn"), []string{"app", "db"}, "", 0},
		{"one is there", fakeCluster{"db": `{"password":"c2VzYW1l"}`}, pod("web/token", "db/password"), []string{"web"}, "", 0},
		{"all is there", fakeCluster{"web": `{"token":"c2VzYW1l"}`}, pod("web/token"), nil, "hash: nothing to generate: no Secret is missing\n", 0},
		{
			"lacks a key",
			fakeCluster{"db": `{"password":"c2VzYW1l"}`},
			pod("db/pin"), nil,
			"hash: error: Secret shop/db is in the cluster and lacks pin\n" + keep, 2,
		},
		{
			"only a template needs it",
			fakeCluster{"db": `{"pin":"c2VzYW1l"}`},
			pod("app/dsn"), nil,
			"hash: error: Secret shop/db is in the cluster and lacks password\n" + keep, 2,
		},
		{
			"value is not known",
			fakeCluster{"db": `{"password":"c2VzYW1l"}`},
			pod("app/dsn", "db/password"), nil,
			"hash: error: HASH.YAML:6: the template of app/dsn refers to db/password, which exists already, and its value is not known here\n" + keep, 2,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr, code := runInCluster(t, test.cluster, test.release, "generate", "--cluster", "--env", "local")
			var got []string
			for line := range strings.Lines(stdout) {
				if name, found := strings.CutPrefix(line, "  name: "); found {
					got = append(got, strings.TrimSpace(name))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Secrets (-want +got)\n%s", diff)
			}
			if before, after, found := strings.Cut(stderr, "hash.yaml:6"); found {
				stderr = before[:len("hash: error: ")] + "HASH.YAML:6" + after
			}
			if diff := cmp.Diff(test.wantStderr, stderr); diff != "" || code != test.wantCode {
				t.Errorf("exit code %d, want %d; stderr (-want +got)\n%s", code, test.wantCode, diff)
			}
		})
	}
}

// TestDumpTemplate reads what kubectl prints by the template of the help text.
func TestDumpTemplate(t *testing.T) {
	t.Parallel()
	secrets := map[string]any{"items": []any{
		map[string]any{"metadata": map[string]any{"namespace": "shop", "name": "db"}, "data": map[string]any{"b": "c2VzYW1l", "a": "c2VzYW1l"}},
		map[string]any{"metadata": map[string]any{"namespace": "shop", "name": "empty"}},
	}}
	var dump bytes.Buffer
	if err := template.Must(template.New("dump").Parse(dumpTemplate)).Execute(&dump, secrets); err != nil {
		t.Fatal(err)
	}
	if want := "shop/db\nshop/db/a\nshop/db/b\nshop/empty\n"; dump.String() != want {
		t.Fatalf("got %q, want %q", dump.String(), want)
	}
	got, err := readDump(&dump, "keys.txt", []cluster.Wanted{{Namespace: "shop", Name: "empty"}, {Namespace: "shop", Name: "db"}, {Namespace: "edge", Name: "db"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]cluster.Found{{Exists: true}, {Exists: true, Keys: []string{"a", "b"}}, {}}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
