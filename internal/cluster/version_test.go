package cluster_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/cluster"
)

// No error quotes what a server has answered, and nothing but a version is taken for one.
func TestVersion(t *testing.T) {
	t.Parallel()
	const status = `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"code":%d,"message":"` + planted + `"}`
	for _, c := range []struct {
		name       string
		code       int
		body, want string // want: the version, or the error
	}{
		{"plain", 200, `{"major":"1","minor":"34","gitVersion":"v1.34.2"}`, "v1.34.2"},
		{"of a distribution", 200, `{"gitVersion":"v1.33.5-gke.1162000+x"}`, "v1.33.5-gke.1162000+x"},
		{"none", 200, `{"major":"1"}`, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"other words", 200, `{"gitVersion":"` + planted + `"}`, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"words behind", 200, `{"gitVersion":"v1.34.2 ` + planted + `"}`, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"long", 200, `{"gitVersion":"v1.34.2-` + strings.Repeat("x", 50) + `"}`, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"no JSON", 200, planted, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"another server", 404, planted, "cluster HOST is no Kubernetes API: the answer is no version in JSON"},
		{"forbidden", 403, fmt.Sprintf(status, "Forbidden", 403), "cluster HOST: you may not ask for its version"},
		{"unknown", 401, fmt.Sprintf(status, "Unauthorized", 401), "cluster HOST: it does not know you"},
		{"broken", 500, fmt.Sprintf(status, planted, 500), "cluster HOST: it answers 500 Internal Server Error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/version" {
					t.Errorf("asked for %s", r.URL.Path)
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(c.code)
				_, _ = fmt.Fprint(w, c.body)
			}))
			defer server.Close()
			connected, err := cluster.Connect(cluster.Config{File: kubeconfig(t, server.URL)})
			if err != nil {
				t.Fatal(err)
			}
			version, err := connected.Version(t.Context())
			got := version.Git
			if err != nil {
				got = strings.ReplaceAll(err.Error(), server.URL, "HOST")
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestVersionOfNobody(t *testing.T) {
	t.Parallel()
	connected, err := cluster.Connect(cluster.Config{File: kubeconfig(t, "http://127.0.0.1:1")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = connected.Version(t.Context())
	if _, ok := errors.AsType[*cluster.ConnectError](err); !ok || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("got %v", err)
	}
}
