package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/cluster"
)

// server speaks as much of the API as the questions need. Requests are noted as PATH whole or metadata.
type server struct {
	mutex    sync.Mutex
	requests []string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := filepath.Base(r.URL.Path)
	form := "whole"
	if strings.Contains(r.Header.Get("Accept"), "as=PartialObjectMetadata") {
		form = "metadata"
	}
	s.mutex.Lock()
	s.requests = append(s.requests, r.Method+" "+r.URL.Path+" "+form)
	s.mutex.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if status := map[string]int{"gone": 404, "forbidden": 403, "unknown": 401, "broken": 500}[name]; status != 0 {
		reason := map[int]string{404: "NotFound", 403: "Forbidden", 401: "Unauthorized", 500: "InternalError"}[status]
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"code":%d,"message":"sesame","details":{"name":%q,"kind":"secrets"}}`, reason, status, name)
		return
	}
	if form == "metadata" {
		_, _ = fmt.Fprintf(w, `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":%q%s}}`, name, managed[name])
		return
	}
	if name == "vanishing" {
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"details":{"name":"vanishing","kind":"secrets"}}`)
		return
	}
	_, _ = fmt.Fprint(w, bodies[name])
}

var managed = map[string]string{
	"managed": `,"managedFields":[
		{"manager":"kubectl","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:password":{}},"f:type":{}}},
		{"manager":"operator","operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:token":{}},"f:metadata":{"f:labels":{"f:data":{}}}}}]`,
	"stale": `,"managedFields":[{"manager":"old","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:password":{}}}}]`,
}

var bodies = map[string]string{
	"plain":   `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"plain"},"data":{"token":"c2VzYW1l","password":"c2VzYW1l"},"type":"Opaque"}`,
	"stale":   `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"stale"},"data":{"password":"c2VzYW1l"}}`,
	"empty":   `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"empty"}}`,
	"garbage": `{"kind":"Secret","metadata":{"name":"garbage"},"data":"sesame"}`,
	"other":   `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"sesame"},"data":{"token":"c2VzYW1l"}}`,
	"status":  `{"kind":"Status","apiVersion":"v1","metadata":{"name":"status"},"status":"Failure","message":"sesame"}`,
}

// connect starts the server and writes a kubeconfig that leads to it.
func connect(t *testing.T) (*cluster.Cluster, *server) {
	t.Helper()
	s := &server{}
	listening := httptest.NewServer(s)
	t.Cleanup(listening.Close)
	c, err := cluster.Connect(cluster.Config{File: kubeconfig(t, listening.URL), Agent: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func kubeconfig(t *testing.T, url string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	text := fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: here
clusters: [{name: here, cluster: {server: %q}}]
contexts: [{name: here, context: {cluster: here, user: me}}]
users: [{name: me, user: {token: t0ken}}]
`, url)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	const path = "GET /api/v1/namespaces/shop/secrets/"
	tests := []struct {
		name     string
		keys     []string
		want     cluster.Found
		requests []string
	}{
		{"managed", []string{"password", "token"}, cluster.Found{Exists: true, Keys: []string{"password", "token"}}, []string{path + "managed metadata"}},
		{"plain", nil, cluster.Found{Exists: true}, []string{path + "plain metadata"}},
		{"plain", []string{"token"}, cluster.Found{Exists: true, Keys: []string{"password", "token"}}, []string{path + "plain metadata", path + "plain whole"}},
		{"stale", []string{"token"}, cluster.Found{Exists: true, Keys: []string{"password"}}, []string{path + "stale metadata", path + "stale whole"}},
		{"empty", []string{"token"}, cluster.Found{Exists: true}, []string{path + "empty metadata", path + "empty whole"}},
		{"gone", []string{"token"}, cluster.Found{}, []string{path + "gone metadata"}},
		{"vanishing", []string{"token"}, cluster.Found{}, []string{path + "vanishing metadata", path + "vanishing whole"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, s := connect(t)
			got, err := c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: test.name, Keys: test.keys}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]cluster.Found{test.want}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(test.requests, s.requests); diff != "" {
				t.Errorf("requests (-want +got)\n%s", diff)
			}
		})
	}
}

func TestSecretErrors(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, want, hint string }{
		{"forbidden", "cluster HOST: you may not get Secret shop/forbidden", "helm hash secrets check --rbac prints the Role that allows it; without one, give --file with a list of keys"},
		{"unknown", "cluster HOST: it does not know you", "log in as for kubectl: kubectl auth whoami says who you are"},
		{"broken", "cluster HOST: Secret shop/broken: it answers 500 Internal Server Error", ""},
		{"other", "cluster HOST: Secret shop/other: the answer is no Secret in JSON", ""},
		{"status", "cluster HOST: Secret shop/status: the answer is no Secret in JSON", ""},
		{"garbage", "cluster HOST: Secret shop/garbage: the answer is no Secret in JSON", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewServer(&server{})
			defer s.Close()
			c, err := cluster.Connect(cluster.Config{File: kubeconfig(t, s.URL)})
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: test.name, Keys: []string{"token"}}})
			if err == nil {
				t.Fatal("no error")
			}
			if got := strings.ReplaceAll(err.Error(), s.URL, "HOST"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if got := hint(err); got != test.hint {
				t.Errorf("got hint %q, want %q", got, test.hint)
			}
		})
	}
}

func hint(err error) string {
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		return hinter.Hint()
	}
	return ""
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(&server{})
	c, err := cluster.Connect(cluster.Config{File: kubeconfig(t, s.URL)})
	s.Close()
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Secrets(t.Context(), []cluster.Wanted{{Namespace: "shop", Name: "app"}})
	if err == nil || !strings.HasPrefix(err.Error(), "cluster "+s.URL+": dial tcp") || hint(err) == "" {
		t.Errorf("got %v", err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	c, _ := connect(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Secrets(ctx, []cluster.Wanted{{Namespace: "shop", Name: "plain"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestConnectErrors(t *testing.T) {
	t.Parallel()
	file := kubeconfig(t, "http://127.0.0.1:1")
	gone := filepath.Join(t.TempDir(), "gone")
	tests := []struct {
		name   string
		config cluster.Config
		want   string
	}{
		{"no file", cluster.Config{File: gone}, "kubeconfig " + gone + " does not exist"},
		{"no context", cluster.Config{File: file, Context: "there"}, `kubeconfig: context "there" does not exist`},
		{"nothing", cluster.Config{Files: []string{gone}}, "kubeconfig: no kubeconfig leads to a cluster"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := cluster.Connect(test.config)
			if err == nil || err.Error() != test.want || hint(err) == "" {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
