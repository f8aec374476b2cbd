package overlay

import (
	"strings"
	"testing"
)

// Whatever a kustomization file holds, reading it ends in an error or in references that have a place.
func FuzzParseKustomization(f *testing.F) {
	for _, c := range differentialCases {
		f.Add(c.kustomization)
	}
	for _, text := range []string{"", "# nothing\n", "---\n", "a: &a [*a]\n", "resources: [1]\n", "images: {}\n", "openapi: {path: x}\n", "<<: {resources: [a]}\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, err := parseKustomization("overlay", "overlay/kustomization.yaml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "overlay/kustomization.yaml:") {
				t.Errorf("the error has no place: %v", err)
			}
			return
		}
		for _, ref := range k.references() {
			if strings.HasSuffix(ref.place, ":0") {
				t.Errorf("%q has no place", ref.path)
			}
		}
	})
}
