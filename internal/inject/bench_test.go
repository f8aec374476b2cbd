package inject_test

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkStages measures both stages over Deployments that all get something.
func BenchmarkStages(b *testing.B) {
	in := newInjector(b, everything)
	for _, size := range []int{100, 500, 1000, 4000} {
		var stream strings.Builder
		stream.WriteString("{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {A: \"1\", B: \"2\"}}\n---\n")
		stream.WriteString("{apiVersion: v1, kind: ConfigMap, metadata: {name: keyed}, data: {k: \"1\"}}\n")
		for i := range size {
			fmt.Fprintf(&stream, "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d%d, labels: {app: x}}\n"+
				"spec: {template: {spec: {containers: [{name: c, env: [{name: A, value: \"1\"}, {name: PASSWORD, value: x}]}]}}}\n", i)
		}
		set := read(b, stream.String())
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := stages(b, in, set); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
