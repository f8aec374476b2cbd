package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/check"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// BenchmarkPlaintextSecret judges 4,000 Deployments with 20 variables each.
func BenchmarkPlaintextSecret(b *testing.B) {
	var stream strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&stream, "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api-%d}\nspec: {template: {spec: {containers: [{name: api, args: [serve, --port=8080], env: [", i)
		for v := range 20 {
			fmt.Fprintf(&stream, "{name: HASH_SETTING_%d, value: \"http://hash-graph-%d.hash.svc.cluster.local:4000/health\"}, ", v, v)
		}
		stream.WriteString("]}]}}}\n")
	}
	set, err := manifest.Read(strings.NewReader(stream.String()), "in.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range check.All() {
		if c.ID != "env/plaintext-secret" {
			continue
		}
		for b.Loop() {
			if _, err := c.Run(b.Context(), check.Release{Set: set, Kinds: manifest.BuiltinKinds()}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
