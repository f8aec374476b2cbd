package policy

import (
	"fmt"
	"testing"

	"github.com/hashintel/helm-hash/policies"
)

func BenchmarkRules(b *testing.B) {
	for b.Loop() {
		if _, err := readLibrary(policies.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, profile := range Profiles() {
		b.Run(profile, func(b *testing.B) {
			for b.Loop() {
				compileBuiltin(b, Options{Profile: profile})
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1, 50, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			e := compileBuiltin(b, Options{Profile: "production"})
			s := read(b, deployments(n))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Check(b.Context(), s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
