package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/golden"
)

func TestTest(t *testing.T) {
	t.Parallel()
	golden.Run(t, "testdata/test/*.txtar", func(t *testing.T, c *golden.Case) {
		o := Options{Profile: "none", Root: t.TempDir(), Paths: []string{"policies"}}
		if c.Has("data.yaml") {
			o.Data = []string{"data.yaml"}
		}
		c.Extract(o.Root)
		results, err := Test(t.Context(), o)
		if strings.HasPrefix(c.Name, "error_") == (err == nil) {
			t.Errorf("error %v", err)
		}
		var b strings.Builder
		for _, r := range results {
			fmt.Fprintf(&b, "%s:%d %s.%s pass=%t skipped=%t output=%q error=%q\n", r.File, r.Line, r.Package, r.Name, r.Pass, r.Skipped, r.Output, r.Error)
		}
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		}
		c.Want("want", b.String())
	})
}
