package cluster_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/cluster"
)

const planted = "hunter2PLANTED"

// TestAnswers are all that a server, a proxy or an impostor may answer: no error quotes any of it.
func TestAnswers(t *testing.T) {
	t.Parallel()
	const whole = `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"data":"` + planted + `"}`
	const metadata = `{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"name":"db"}}`
	const status = `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"` + planted + `","code":%d,"message":"` + planted + `"}`
	tests := []struct {
		name           string
		code           int
		header         [2]string
		metadata, body string
		want           string
	}{
		{name: "text", code: 500, header: contentType("text/plain"), body: planted, want: "Secret shop/db: it answers 500 Internal Server Error"},
		{name: "text of the second request", code: 500, header: contentType("text/plain"), metadata: metadata, body: planted, want: "Secret shop/db: it answers 500 Internal Server Error"},
		{name: "status", code: 500, body: fmt.Sprintf(status, 500), want: "Secret shop/db: it answers 500 Internal Server Error"},
		{name: "status of an unknown code", code: 444, body: fmt.Sprintf(status, 444), want: "Secret shop/db: it answers 444"},
		{name: "status that claims success", code: 200, body: fmt.Sprintf(status, 500), want: "Secret shop/db: it answers 500 Internal Server Error"},
		{name: "status beyond any", code: 200, metadata: metadata, body: fmt.Sprintf(status, 500), want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "no JSON", code: 200, body: planted, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "a string", code: 200, body: `"` + planted + `"`, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "YAML", code: 200, header: contentType("application/yaml"), body: "data: {a: " + planted + "}", want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "no metadata", code: 200, body: `{"apiVersion":"v1","kind":"Secret","metadata":"` + planted + `"}`, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "metadata of another", code: 200, body: `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"` + planted + `"}}`, want: "Secret shop/db: the answer is no Secret in JSON"},
		{
			name: "metadata of another, with the keys", code: 200, want: "Secret shop/db: the answer is no Secret in JSON",
			body: `{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"name":"other","managedFields":[
				{"manager":"m","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:token":{}}}}]}}`,
		},
		{name: "404 of the second request", code: 404, header: contentType("text/plain"), metadata: metadata, body: planted, want: " is no Kubernetes API: it answers 404 Not Found and names no Secret"},
		{name: "data that is none", code: 200, metadata: metadata, body: whole, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "unknown type", code: 200, header: contentType("foo/" + planted), body: planted, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "a web page", code: 200, header: contentType("text/html"), body: "<html>" + planted, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "protobuf", code: 200, header: contentType("application/vnd.kubernetes.protobuf"), body: "k8s\x00" + planted, want: "Secret shop/db: the answer is no Secret in JSON"},
		{name: "redirection", code: 302, header: [2]string{"Location", "http://127.0.0.1:1/" + planted}, want: "Secret shop/db: it answers 302 Found"},
		{name: "redirection to nowhere", code: 302, header: [2]string{"Location", "ht tp://" + planted}, want: "its answer cannot be read"},
		{name: "cut short", code: 200, header: [2]string{"Content-Length", "100"}, body: planted, want: "Secret shop/db: the answer is no Secret in JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := ask(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				if test.metadata != "" && strings.Contains(r.Header.Get("Accept"), "as=PartialObjectMetadata") {
					_, _ = fmt.Fprint(w, test.metadata)
					return
				}
				if test.header[0] != "" {
					w.Header().Set(test.header[0], test.header[1])
				}
				w.WriteHeader(test.code)
				_, _ = fmt.Fprint(w, test.body)
			})
			if err == nil {
				t.Fatal("no error")
			}
			if got, want := err.Error(), "cluster HOST"+colon(test.want); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// colon stands before a reason, unless that goes on with the sentence.
func colon(reason string) string {
	if strings.HasPrefix(reason, " ") {
		return reason
	}
	return ": " + reason
}

func contentType(value string) [2]string { return [2]string{"Content-Type", value} }

// TestNotFound takes nothing for an absent Secret but what the API says of one.
func TestNotFound(t *testing.T) {
	t.Parallel()
	const noAPI = "cluster HOST is no Kubernetes API: it answers 404 Not Found and names no Secret"
	details := func(kind, name string) string {
		return fmt.Sprintf(`{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"details":{"kind":%q,"name":%q}}`, kind, name)
	}
	for _, test := range []struct{ name, body, want string }{
		{"absent", details("secrets", "db"), ""},
		{"a proxy", "404 page not found " + planted, noAPI},
		{"another kind", details("namespaces", "db"), noAPI},
		{"another name", details("secrets", "other"), noAPI},
		{"no details", `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}`, noAPI},
		{"empty", "", noAPI},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found, err := ask(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusNotFound)
				_, _ = fmt.Fprint(w, test.body)
			})
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != test.want || err == nil && found[0].Exists {
				t.Errorf("got %v and %q, want %q", found, got, test.want)
			}
		})
	}
}

// ask asks a server for Secret shop/db. In errors the server is called HOST.
func ask(t *testing.T, answer http.HandlerFunc) ([]cluster.Found, error) {
	t.Helper()
	s := httptest.NewServer(answer)
	defer s.Close()
	c, err := cluster.Connect(cluster.Config{File: kubeconfig(t, s.URL)})
	if err != nil {
		t.Fatal(err)
	}
	found, err := c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: "db", Keys: []string{"token"}}})
	if err != nil {
		err = fmt.Errorf("%s", strings.ReplaceAll(err.Error(), s.URL, "HOST")) //nolint:err113 // its text is all that counts
	}
	return found, err
}

// TestConfigErrorsHideLogins reads kubeconfigs that are wrong and hold credentials.
func TestConfigErrorsHideLogins(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{
			"port", "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'https://me:" + planted + "@host:port'}}]\ncontexts: [{name: a, context: {cluster: a}}]\n",
			"://host:port",
		},
		{
			"proxy", "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'https://host', proxy-url: 'ftp://me:" + planted + "@host'}}]\ncontexts: [{name: a, context: {cluster: a}}]\n",
			"host",
		},
		{"no YAML", "password: [" + planted, " is no kubeconfig"},
		{"an anchor", "a: *" + planted, " is no kubeconfig"},
		{"a wrong type", "apiVersion: v1\nkind: Config\nusers: " + planted, " is no kubeconfig"},
		{"another kind", "apiVersion: v1\nkind: " + planted, " is no kubeconfig"},
	} {
		file := filepath.Join(t.TempDir(), "kubeconfig")
		if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := cluster.Connect(cluster.Config{Files: []string{file}})
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), planted) || hint(err) == "" {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}

// TestHostWithoutLogin hides the password of an address that cannot be reached.
func TestHostWithoutLogin(t *testing.T) {
	t.Parallel()
	c, err := cluster.Connect(cluster.Config{Server: "http://me:" + planted + "@127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: "db"}})
	if err == nil || !strings.HasPrefix(err.Error(), "cluster http://me:xxxxx@127.0.0.1:1: dial tcp") {
		t.Errorf("got %v", err)
	}
}

// TestFlagsOfHelm are heeded over the kubeconfig.
func TestFlagsOfHelm(t *testing.T) {
	t.Parallel()
	var got http.Header
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, `{"apiVersion":"meta.k8s.io/v1","kind":"PartialObjectMetadata","metadata":{"name":"db"}}`)
	}))
	defer s.Close()
	c, err := cluster.Connect(cluster.Config{
		File: kubeconfig(t, "http://127.0.0.1:1"), Server: s.URL, Insecure: true,
		Token: "t0", User: "jo", Groups: []string{"a", "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: "db"}}); err != nil {
		t.Fatal(err)
	}
	if got.Get("Authorization") != "Bearer t0" || got.Get("Impersonate-User") != "jo" || strings.Join(got.Values("Impersonate-Group"), ",") != "a,b" {
		t.Errorf("got %v", got)
	}
	c, err = cluster.Connect(cluster.Config{Server: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: "db"}})
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a server whose certificate nobody has signed: got %v", err)
	}
}
