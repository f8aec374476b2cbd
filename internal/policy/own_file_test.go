package policy

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

func TestLargeFile(t *testing.T) {
	t.Parallel()
	const policy = "package main\n\ndeny contains \"x\" if input.kind\n"
	tests := map[string]struct {
		file, want string
		size       int64
	}{
		"policy":          {"policies/b.rego", "policies.paths: policies/b.rego is larger than 16 MiB", maxFile + 1},
		"data":            {"data.yaml", "policies.data: data.yaml is larger than 16 MiB", maxFile + 1},
		"largest allowed": {"data.yaml", "data.yaml: neither YAML nor JSON", maxFile},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := ownOptions(t, map[string]string{"policies/a.rego": policy, test.file: "package main"})
			if test.file == "data.yaml" {
				o.Data = []string{test.file}
			}
			if err := os.Truncate(filepath.Join(o.Root, test.file), test.size); err != nil {
				t.Fatal(err)
			}
			_, err := Compile(t.Context(), o)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// TestSchemasAreNotFetched: METADATA may name schemas, which may refer to others anywhere.
func TestSchemasAreNotFetched(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	for _, ref := range []string{server.URL + "/schema.json", "file://" + filepath.Join(t.TempDir(), "nothing.json")} {
		o := ownOptions(t, map[string]string{"policies/a.rego": `package a

# METADATA
# schemas:
#   - input: {"$ref": "` + ref + `"}
deny contains "x" if input.spec.absent
`})
		if found := check(t, compileBuiltin(t, o), deployments(1)); len(found) != 0 {
			t.Errorf("findings %+v", found)
		}
		for _, call := range []string{`json.match_schema({}, {"$ref": "` + ref + `"})`, `json.verify_schema({"$ref": "` + ref + `"})`} {
			o := ownOptions(t, map[string]string{"policies/a.rego": "package a\n\ndeny contains \"x\" if " + call + "\n"})
			if _, err := Compile(t.Context(), o); err == nil || !strings.Contains(err.Error(), "is not available") {
				t.Errorf("%s: error %v", call, err)
			}
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}
