package cli

import (
	"bytes"
	"errors"
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

	"github.com/hashintel/helm-hash/internal/generate"
	"github.com/hashintel/helm-hash/internal/program"
	"github.com/hashintel/helm-hash/internal/secret"
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
		_, _ = fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"details":{"name":%q,"kind":"secrets"}}`, name)
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
	writeFile(t, dir, "release.yaml", release)
	writeFile(t, dir, "kubeconfig", fmt.Sprintf(`{apiVersion: v1, kind: Config, current-context: other,
clusters: [{name: here, cluster: {server: %q}}, {name: other, cluster: {server: "http://127.0.0.1:1"}}],
contexts: [{name: here, context: {cluster: here}}, {name: other, context: {cluster: other}}]}`, server.URL))
	var out, errs bytes.Buffer
	code = Main(t.Context(), program.Invocation{
		Args:    append([]string{"secrets", args[0], "--config", filepath.Join(dir, "hash.yaml"), "--stream", filepath.Join(dir, "release.yaml")}, args[1:]...),
		Stdout:  &out,
		Stderr:  &errs,
		Environ: []string{"KUBECONFIG=" + filepath.Join(dir, "gone") + string(os.PathListSeparator) + filepath.Join(dir, "kubeconfig"), "HELM_KUBECONTEXT=here"},
		Now:     time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	return out.String(), strings.NewReplacer(server.URL, "HOST", dir, "DIR").Replace(errs.String()), code
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

SECRET    KEY            WORKLOAD      CONTAINER  VARIABLE  NOTE
shop/app  *(the Secret)  Pod shop/api  api        V0
shop/db   *password      Pod shop/api  api        V1        there is pasword

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
	tests := []struct {
		name       string
		cluster    fakeCluster
		release    string
		file       string
		want       []string // names of the Secrets printed
		wantStderr string
		wantCode   int
	}{
		{name: "nothing is there", release: pod("app/dsn"), want: []string{"app", "db"}},
		{
			name: "one is there", cluster: fakeCluster{"db": `{"password":"c2VzYW1l"}`},
			release: pod("web/token", "db/password"), want: []string{"web"},
			wantStderr: "hash: DIR/hash.yaml:6: no value is made for key dsn of Secret app, since nothing refers to it\n",
		},
		{
			name: "all is there", cluster: fakeCluster{"web": `{"token":"c2VzYW1l"}`},
			release: pod("web/token"),
			wantStderr: "hash: DIR/hash.yaml:6: no value is made for key dsn of Secret app, since nothing refers to it\n" +
				"hash: DIR/hash.yaml:8: no value is made for key password of Secret db, since nothing refers to it\n" +
				"hash: nothing to generate: no Secret is missing\n",
		},
		{
			name: "lacks keys", cluster: fakeCluster{"db": `{"password":"c2VzYW1l"}`},
			release:    pod("db/pin", "db/salt", "web/token"),
			wantStderr: "hash: error: Secret shop/db is in the cluster and lacks pin, salt\n" + hintGet("shop", "db"), wantCode: 2,
		},
		{
			name: "only a template needs it", cluster: fakeCluster{"db": `{"pin":"c2VzYW1l"}`},
			release:    pod("app/dsn"),
			wantStderr: "hash: error: Secret shop/db is in the cluster and lacks password\n" + hintGet("shop", "db"), wantCode: 2,
		},
		{
			name: "value is not known", cluster: fakeCluster{"db": `{"password":"c2VzYW1l"}`},
			release: pod("app/dsn", "db/password"),
			wantStderr: "hash: error: DIR/hash.yaml:6: the template of app/dsn refers to db/password, which exists already, and its value is not known here\n" +
				hintGet("shop", "db"), wantCode: 2,
		},
		{
			name: "what exists is made of what does not", cluster: fakeCluster{"app": `{"dsn":"c2VzYW1l"}`},
			release: pod("app/dsn", "db/password"),
			wantStderr: "hash: error: DIR/hash.yaml:6: namespace shop: app/dsn exists and is made of db/password, which does not exist: it would no longer fit\n" +
				"hash: hint: bring db/password back, or delete Secret app in namespace shop, so that both are made anew\n", wantCode: 2,
		},
		{
			name: "several namespaces", cluster: fakeCluster{"db": `{"password":"c2VzYW1l"}`, "web": `{}`},
			release: pod("db/pin") + "---\n" + strings.Replace(pod("web/token", "db/pin"), "name: api", "name: api, namespace: edge", 1),
			wantStderr: "hash: error: Secret edge/db is in the cluster and lacks pin; Secret edge/web is in the cluster and lacks token; " +
				"Secret shop/db is in the cluster and lacks pin\n" +
				"hash: hint: let these values be read, so that they stay as they are: " +
				"{ kubectl get secret db web --namespace=edge --context=here --output=yaml; echo ---; kubectl get secret db --namespace=shop --context=here --output=yaml; } | " +
				commandAgain, wantCode: 2,
		},
		{
			name: "completed", cluster: fakeCluster{"db": `{"password":"c2VzYW1l"}`, "web": `{"token":"c2VzYW1l"}`},
			release: pod("db/pin", "db/password", "web/token", "app/dsn"), file: "db",
			want: []string{"db", "app"},
		},
		{
			name: "the file is not of the cluster", cluster: fakeCluster{"web": `{"key":"c2VzYW1l"}`},
			release: pod("web/token"), file: "web",
			wantStderr: "hash: error: Secret shop/web has key in the cluster, which the file lacks\n" +
				"hash: hint: put what the cluster has into the file: kubectl get secret web --namespace=shop --context=here --output=yaml\n", wantCode: 2,
		},
		{
			name: "the file lacks what the cluster has", cluster: fakeCluster{"db": `{"password":"c2VzYW1l","salt":"c2VzYW1l"}`},
			release: pod("db/pin", "db/salt"), file: "db",
			wantStderr: "hash: error: Secret shop/db has salt in the cluster, which the file lacks\n" +
				"hash: hint: put what the cluster has into the file: kubectl get secret db --namespace=shop --context=here --output=yaml\n", wantCode: 2,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			args := []string{"generate", "--cluster", "--env", "local", "--set", "a=hunter2"}
			if test.file != "" {
				file := filepath.Join(t.TempDir(), "secrets.yaml")
				writeFile(t, filepath.Dir(file), "secrets.yaml", listOfSecrets)
				args = append(args, "--file", file)
			}
			stdout, stderr, code := runInCluster(t, test.cluster, test.release, args...)
			var got []string
			for line := range strings.Lines(stdout) {
				if name, found := strings.CutPrefix(strings.TrimSpace(line), "name: "); found {
					got = append(got, name)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Secrets (-want +got)\n%s\n%s", diff, stdout)
			}
			if diff := cmp.Diff(test.wantStderr, stderr); diff != "" || code != test.wantCode {
				t.Errorf("exit code %d, want %d; stderr (-want +got)\n%s", code, test.wantCode, diff)
			}
		})
	}
}

// listOfSecrets is what kubectl get prints of two Secrets.
const listOfSecrets = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata:
    name: db
    namespace: shop
    resourceVersion: "7"
  data:
    password: c2VzYW1l
- apiVersion: v1
  kind: Secret
  metadata:
    name: web
    namespace: shop
  data:
    token: c2VzYW1l
`

// commandAgain is the same command once more; a value that was set is not in it.
const commandAgain = "helm hash secrets generate --config DIR/hash.yaml --stream DIR/release.yaml --cluster --env local --set ... --kube-context here --file - | " +
	"kubectl apply --context=here -f -\n"

func hintGet(namespace, name string) string {
	return "hash: hint: let these values be read, so that they stay as they are: kubectl get secret " + name + " --namespace=" + namespace +
		" --context=here --output=yaml | " + commandAgain
}

// TestWithCommandForStream cannot read two things from stdin, so the hint has no command for it.
func TestWithCommandForStream(t *testing.T) {
	t.Parallel()
	o := secretsGenerateOptions{secretsOptions: secretsOptions{invocation: &program.Invocation{}, release: releaseFlags{stream: "-"}}}
	_, err := generate.Secrets(generate.Options{Random: strings.NewReader(strings.Repeat("a", 99)), There: []generate.Wanted{{Namespace: "shop", Name: "it's"}}},
		[]generate.Wanted{{Namespace: "shop", Name: "it's", Keys: []string{"pin"}}})
	var hinter interface{ Hint() string }
	const want = `put what the cluster has into a file that nobody else can read, and give it as --file: kubectl get secret 'it'\''s' --namespace=shop --output=yaml`
	if !errors.As(o.withCommand(err), &hinter) || hinter.Hint() != want {
		t.Errorf("got %v", o.withCommand(err))
	}
}

// TestVariablesOfHelm heeds the flags that Helm has taken for itself, as it hands them to a plugin.
func TestVariablesOfHelm(t *testing.T) {
	t.Parallel()
	var got http.Header
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		fakeCluster{"db": `{"password":"c2VzYW1l"}`}.ServeHTTP(w, r)
	}))
	defer server.Close()
	dir := t.TempDir()
	writeFile(t, dir, "hash.yaml", clusterProject)
	var out, errs bytes.Buffer
	code := Main(t.Context(), program.Invocation{
		Args:   []string{"secrets", "check", "--config", filepath.Join(dir, "hash.yaml"), "--stream", "-"},
		Stdin:  strings.NewReader(pod("db/password")),
		Stdout: &out,
		Stderr: &errs,
		Environ: []string{
			"HELM_KUBEAPISERVER=" + server.URL, "HELM_KUBETOKEN=t0", "HELM_KUBEASUSER=jo", "HELM_KUBEASGROUPS=a,b",
			"HELM_KUBEINSECURE_SKIP_TLS_VERIFY=true", "HELM_KUBECONTEXT=", "HELM_NAMESPACE=default",
		},
		Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if code != 0 || errs.Len() > 0 || !strings.HasPrefix(out.String(), "Nothing is missing: 1 Secret is there, with 1 key ") {
		t.Errorf("exit code %d, %s%s", code, out.String(), errs.String())
	}
	if got.Get("Authorization") != "Bearer t0" || got.Get("Impersonate-User") != "jo" || strings.Join(got.Values("Impersonate-Group"), ",") != "a,b" {
		t.Errorf("got %v", got)
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
	got, err := readDump(&dump, "keys.txt", []secret.Need{{Namespace: "shop", Name: "empty"}, {Namespace: "shop", Name: "db"}, {Namespace: "edge", Name: "db"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]secret.Found{{Exists: true}, {Exists: true, Keys: []string{"a", "b"}}, {}}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
