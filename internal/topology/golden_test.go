package topology_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/golden"
	"github.com/hashintel/helm-hash/internal/topology"
)

// Each case is a release, and its picture in every format.
func TestFormats(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		with := topology.With{ConfigMaps: strings.Contains(c.Comment(), "configmaps"), Secrets: strings.Contains(c.Comment(), "secrets")}
		p := topology.Picture{Environment: "local", Graph: read(t, c.Text("release.yaml"), with)}
		got := written(t, p)
		for _, f := range topology.Formats() {
			c.Want(f.Name, got[f.Name])
		}
		c.Want("json", got["json"])
	})
}

// written gives a picture in every format.
func written(t testing.TB, p topology.Picture) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, f := range topology.Formats() {
		texts[f.Name] = string(f.Write(p))
	}
	text, err := json.MarshalIndent(p.Document(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	texts["json"] = string(text)
	return texts
}
