package environ_test

import (
	"fmt"
	"slices"
	"testing"
)

// What a later entry sets again is told in the order of the entries.
func TestOverwritten(t *testing.T) {
	t.Parallel()
	e := environment(t, shared, `{name: c, envFrom: [{configMapRef: {name: map}}, {secretRef: {name: secret}}], env: [{name: B, value: x}, {name: B, value: z}]}`, nil)
	var got []string
	for _, v := range e.Overwritten {
		got = append(got, fmt.Sprintf("%s=%s from %s at %s", v.Name, v.Value, v.Source, v.Entry))
	}
	want := []string{
		"A=1 from ConfigMap map/A at spec.containers[0].envFrom[0]",
		"B=2 $(A) $$ from ConfigMap map/B at spec.containers[0].envFrom[0]",
		"B=x from literal at spec.containers[0].env[0]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
