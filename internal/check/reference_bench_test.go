package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/check"
)

// BenchmarkReferences judges 4,000 resources: workloads with 20 references each, and what they refer to.
func BenchmarkReferences(b *testing.B) {
	var stream strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&stream, "{apiVersion: v1, kind: ConfigMap, metadata: {name: c%d}, data: {A: a, B: b}}\n---\n", i)
		var env []string
		for j := range 20 {
			env = append(env, fmt.Sprintf("{name: V%d, valueFrom: {configMapKeyRef: {name: c%d, key: A}}}", j, i))
		}
		fmt.Fprintf(&stream, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d%d}, spec: {template: {spec: {imagePullSecrets: [{name: registry}], containers: [{name: a, env: [%s]}]}}}}\n---\n",
			i, strings.Join(env, ", "))
	}
	set := read(b, stream.String())
	for _, c := range check.All() {
		b.Run(strings.ReplaceAll(c.ID, "/", "-"), func(b *testing.B) { bench(b, c, set) })
	}
}
