package environ_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

func TestProviders(t *testing.T) {
	t.Parallel()
	const stream = `{kind: ConfigMap, metadata: {name: a}}
---
{kind: ConfigMap, metadata: {name: b, annotations: {helm.sh/hook: pre-install}}}
---
{kind: Secret, metadata: {name: c}}
`
	set, err := manifest.Read(strings.NewReader(stream), "in.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for toHooks, want := range map[bool][]string{true: {"b", "a", "c"}, false: {"a", "c"}} {
		var got []string
		for r := range environ.Providers(set, toHooks) {
			got = append(got, r.ID().Name)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("to hooks: %t (-want +got):\n%s", toHooks, d)
		}
	}
	for first := range environ.Providers(set, true) {
		if first != slices.Collect(set.All())[1] {
			t.Errorf("the first is %s", first.ID())
		}
		break // which ends the sequence
	}
}
