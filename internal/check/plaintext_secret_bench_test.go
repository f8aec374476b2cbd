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
	bench(b, checksOf(b, "plaintext_secret")[0], read(b, stream.String()))
}

// bench runs one check over a release.
func bench(b *testing.B, c check.Check, set *manifest.Set) {
	b.Helper()
	checker := check.Checker{Checks: []check.Check{c}, Release: check.Release{Kinds: manifest.BuiltinKinds(), Namespace: "default", Versions: []string{"1.34"}}}
	for b.Loop() {
		if _, err := checker.Check(b.Context(), set, nil); err != nil {
			b.Fatal(err)
		}
	}
}
