package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/program"
)

// askDoctor gives what doctor says of a cluster whose address is given, and the exit code.
func askDoctor(t *testing.T, address string, args ...string) (jsonCheck, int) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, dir, "hash.yaml", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {kubeVersions: [\"1.33\", \"1.34\"]}}\n")
	writeFile(t, dir, "kubeconfig", fmt.Sprintf(`{apiVersion: v1, kind: Config, current-context: here,
clusters: [{name: here, cluster: {server: %q}}], contexts: [{name: here, context: {cluster: here}}]}`, address))
	var out bytes.Buffer
	code := Main(t.Context(), program.Invocation{
		Args:    append([]string{"doctor", "--config", filepath.Join(dir, "hash.yaml"), "-o", "json"}, args...),
		Stdout:  &out,
		Stderr:  io.Discard,
		Environ: []string{"KUBECONFIG=" + filepath.Join(dir, "kubeconfig"), "PATH=" + dir},
		Version: "v0.1.0",
	})
	var report jsonDoctor
	if err := json.Unmarshal(out.Bytes(), &report); err != nil || len(report.Checks) == 0 {
		t.Fatalf("exit code %d, %v: %s", code, err, out.String())
	}
	return report.Checks[len(report.Checks)-1], code
}

func TestDoctorCluster(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer  string
		status, found string
		remedy        string
	}{
		{"listed", "v1.34.2+k3s1", "ok", "HOST (context here): Kubernetes v1.34.2+k3s1", ""},
		{"not listed", "v1.36.0", "warning", "HOST (context here): Kubernetes v1.36.0, which no environment lists, so nothing was judged for it", `add "1.36" to kubeVersions`},
		{"no version", "planted\x1b", "failed", "cluster HOST is no Kubernetes API: the answer is no version in JSON", "kubectl config get-contexts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = fmt.Fprintf(w, `{"gitVersion":%q}`, c.answer)
			}))
			defer server.Close()
			got, _ := askDoctor(t, server.URL, "--cluster", "--kube-context", "here")
			got.Found = strings.ReplaceAll(got.Found, server.URL, "HOST")
			if got.Name != "cluster" || got.Status != c.status || got.Found != c.found || !strings.Contains(got.Remedy, c.remedy) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestDoctorClusterUnreachable(t *testing.T) {
	t.Parallel()
	got, code := askDoctor(t, "http://127.0.0.1:1", "--cluster")
	if got.Status != "failed" || code != 1 || !strings.Contains(got.Found, "connection refused") || !strings.Contains(got.Remedy, "kubectl version") {
		t.Errorf("exit code %d, %+v", code, got)
	}
}

// Nobody is asked who was not named.
func TestDoctorClusterNotAsked(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the cluster was asked") }))
	defer server.Close()
	if got, _ := askDoctor(t, server.URL); got.Status != "skipped" {
		t.Errorf("got %+v", got)
	}
}
