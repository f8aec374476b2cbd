package environ_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/environ"
)

// workloads is a release of n Deployments with 20 variables each, the ConfigMap and the Secret that they
// take them from, and some Services.
func workloads(n int) string {
	var b strings.Builder
	b.WriteString("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {A: a, B: b, C: c, D: d, E: e, F: f}}\n---\n")
	b.WriteString("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {P: p, Q: q, R: r}}\n")
	for i := range 20 {
		fmt.Fprintf(&b, "---\n{apiVersion: v1, kind: Service, metadata: {name: service-%d}, spec: {ports: [{name: http, port: 80}]}}\n", i)
	}
	for i := range n {
		fmt.Fprintf(&b, `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d%d}
spec: {template: {spec: {containers: [{name: c,
  envFrom: [{configMapRef: {name: m}}, {prefix: S_, secretRef: {name: s}}],
  env: [{name: G, value: "1"}, {name: H, value: "2"}, {name: I, value: "3"}, {name: J, value: "4"}, {name: K, value: info},
    {name: PASSWORD, valueFrom: {secretKeyRef: {name: s, key: P}}}, {name: KEY, valueFrom: {configMapKeyRef: {name: m, key: A}}},
    {name: DSN, value: "postgres://user:$(PASSWORD)@host/$(A)"}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
    {name: URL, value: "http://$(SERVICE_1_SERVICE_HOST):80"}, {name: L, value: "5"}]}]}}}
`, i)
	}
	return b.String()
}

// BenchmarkEnvironments computes the environments of all workloads of a release.
func BenchmarkEnvironments(b *testing.B) {
	for _, size := range []int{100, 4000} {
		set := read(b, workloads(size))
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				objects := environ.Collect(set, "ns")
				variables := 0
				for c := range environ.Containers(set, kinds()) {
					variables += len(objects.Of(c.Workload, c.Template, c.Container).Variables)
				}
				if want := size * (20 + 20*8 + 8); variables != want {
					b.Fatalf("got %d variables, want %d", variables, want)
				}
			}
		})
	}
}

// BenchmarkDuplicates looks for what the workloads of a release share.
func BenchmarkDuplicates(b *testing.B) {
	set := read(b, workloads(4000))
	b.ReportAllocs()
	for b.Loop() {
		if found := environ.Duplicates(set, kinds(), "ns"); len(found) != 6 {
			b.Fatalf("got %d", len(found))
		}
	}
}
