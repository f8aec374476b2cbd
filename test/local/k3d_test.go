package local

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chartutil"
)

const schema = "testdata/k3d-v5.9.0/schema.json"

func TestConfigFitsSchema(t *testing.T) {
	t.Parallel()
	text := readFile(t, filepath.Join(root, "k3d-config.yaml"))
	tests := []struct {
		name, old, replacement string
		refused                string // part of the message; empty where the file is good
	}{
		{name: "as it is"},
		{"another version", "k3d.io/v1alpha5", "k3d.io/v1alpha4", "apiVersion"},
		{"a key that k3d does not know", "servers: 1", "servers: 1\nmasters: 1", "masters"},
		{"a port that is no string", `hostPort: "5000"`, "hostPort: 5000", "hostPort"},
		{"an address that is none", "hostIP: 127.0.0.1", "hostIP: loopback", "hostIP"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(text, test.old, test.replacement, 1)
			if test.old != "" && changed == text {
				t.Fatalf("%q is not in the file", test.old)
			}
			err := chartutil.ValidateAgainstSingleSchema(values(t, changed), []byte(readFile(t, schema)))
			if got := fmt.Sprint(err); (err == nil) != (test.refused == "") || !strings.Contains(got, test.refused) {
				t.Errorf("got %q, want a message about %q", got, test.refused)
			}
		})
	}
}

// TestConfig holds what the schema cannot: the cluster is the one of local.mk and of the original README, nothing
// listens beyond this machine, and the current context does not change.
func TestConfig(t *testing.T) {
	t.Parallel()
	want := chartutil.Values{
		"apiVersion": "k3d.io/v1alpha5",
		"kind":       "Simple",
		"metadata":   map[string]any{"name": "hash"},
		"servers":    1.0,
		"agents":     1.0,
		"kubeAPI":    map[string]any{"hostIP": "127.0.0.1"},
		"ports": []any{
			map[string]any{"port": "127.0.0.1:80:80", "nodeFilters": []any{"loadbalancer"}},
			map[string]any{"port": "127.0.0.1:443:443", "nodeFilters": []any{"loadbalancer"}},
		},
		"registries": map[string]any{
			"create": map[string]any{"name": "hash-registry.localhost", "host": "127.0.0.1", "hostPort": "5000"},
		},
		"options": map[string]any{
			"k3d": map[string]any{"wait": true, "timeout": "360s"},
			"k3s": map[string]any{"extraArgs": []any{
				map[string]any{"arg": "--disable=traefik", "nodeFilters": []any{"server:*"}},
			}},
			"kubeconfig": map[string]any{"switchCurrentContext": false},
		},
	}
	if d := cmp.Diff(want, values(t, readFile(t, filepath.Join(root, "k3d-config.yaml")))); d != "" {
		t.Errorf("k3d-config.yaml (-want +got):\n%s", d)
	}
}

// TestImagesOfTheChart wants the images that are pushed to be those that the chart runs, from the registry
// that k3d makes, with what the chart says of the system user.
func TestImagesOfTheChart(t *testing.T) {
	t.Parallel()
	chart := values(t, readFile(t, filepath.Join(root, "chart", "values.yaml")))
	config := values(t, readFile(t, filepath.Join(root, "k3d-config.yaml")))
	registry := text(t, chart, "image.registry")
	if want := text(t, config, "registries.create.name") + ":" + text(t, config, "registries.create.hostPort") + "/hash"; registry != want {
		t.Errorf("the chart pulls from %s, and k3d makes %s", registry, want)
	}
	calls := callsOf(t, "images")
	for _, key := range []string{"pg.image", "kratos.image", "graph.migrate.image", "graph.image", "api.image", "frontend.image"} {
		wantCall(t, calls, "docker push "+registry+"/"+text(t, chart, key+".name")+":"+text(t, chart, "image.tag"))
	}
	wantCall(t, calls, "SYSTEM_USER_PREFERRED_NAME="+text(t, chart, "systemUser.preferredName"))
	wantCall(t, calls, "SYSTEM_USER_SHORTNAME="+text(t, chart, "systemUser.shortname"))
}

func wantCall(t *testing.T, calls []string, part string) {
	t.Helper()
	if !strings.Contains(strings.Join(calls, "\n")+"\n", part) {
		t.Errorf("nothing calls %s:\n%s", part, strings.Join(calls, "\n"))
	}
}

func values(t *testing.T, text string) chartutil.Values {
	t.Helper()
	read, err := chartutil.ReadValues([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func text(t *testing.T, values chartutil.Values, key string) string {
	t.Helper()
	value, err := values.PathValue(key)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return fmt.Sprint(value)
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
