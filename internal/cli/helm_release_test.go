package cli

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Files of crds/ are told apart, of subcharts too, and with the documents before which Helm names no file.
func TestDivideCRDs(t *testing.T) {
	t.Parallel()
	var stream strings.Builder
	for _, doc := range []struct{ file, name string }{
		{"app/crds/a.yaml", "crd-a"},
		{"", "crd-second"},
		{"app/charts/sub/crds/deep/b.yaml", "crd-b"},
		{"app/templates/crds/c.yaml", "rest-c"},
		{"app/charts/sub/templates/d.yaml", "rest-d"},
	} {
		stream.WriteString("---\n")
		if doc.file != "" {
			stream.WriteString("# Source: " + doc.file + "\n")
		}
		stream.WriteString("apiVersion: v1\nkind: Any\nmetadata: {name: " + doc.name + "}\n")
	}
	set, err := manifest.Read(strings.NewReader(stream.String()), "stream")
	if err != nil {
		t.Fatal(err)
	}
	crds, rest := divideCRDs(set)
	for want, s := range map[string]*manifest.Set{"crd-a crd-second crd-b": crds, "rest-c rest-d": rest} {
		var names []string
		for r := range s.All() {
			names = append(names, r.ID().Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
