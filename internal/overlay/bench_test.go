package overlay

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkApply(b *testing.B) {
	for _, n := range []int{50, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			project := b.TempDir()
			write(b, project+"/overlay/kustomization.yaml", "images: [{name: app, newTag: \"2\"}]\nreplicas: [{name: r0, count: 2}]\nlabels: [{pairs: {a: b}}]\npatches:\n- target: {kind: Deployment}\n  patch: '[{\"op\": \"add\", \"path\": \"/spec/paused\", \"value\": true}]'\n- patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: r1}, spec: {minReadySeconds: 3}}'\n")
			var text strings.Builder
			for i := range n {
				fmt.Fprintf(&text, "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: r%d}\nspec: {template: {spec: {containers: [{name: a, image: \"app:1\", env: [{name: A, value: b}]}]}}}\n", i)
			}
			s := read(b, text.String())
			b.ReportAllocs()
			for b.Loop() {
				o, err := Load(project, "overlay", "leave")
				if err != nil {
					b.Fatal(err)
				}
				if _, _, err := o.Apply(b.Context(), s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
