package environ_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	const secrets = `{name: P, valueFrom: {secretKeyRef: {name: secret, key: P}}}, {name: D, value: "u:$(P)@h"}`
	tests := []struct {
		name          string
		before, after string // containers
		want          []string
	}{
		{name: "nothing", before: `{}`, after: `{}`},
		{
			name:   "another way to the same",
			before: `{env: [{name: B, value: "2 $$(A) $$$$"}, {name: nothing, value: ""}, {name: A, value: "1"}]}`,
			after:  `{envFrom: [{configMapRef: {name: map}}]}`,
		},
		{
			name:   "by other secrets",
			before: `{env: [` + secrets + `]}`,
			after:  `{env: [{name: P, valueFrom: {secretKeyRef: {name: secret, key: A}}}, {name: D, value: "u:$(P)@h"}]}`,
			want: []string{
				`D was "u:<Secret secret/P>@h" and is "u:<Secret secret/A>@h"`,
				`P was "<Secret secret/P>" and is "<Secret secret/A>"`,
			},
		},
		{
			name:   "in an order that expands otherwise",
			before: `{env: [{name: A, value: a}, {name: B, value: $(A)}]}`,
			after:  `{env: [{name: B, value: $(A)}, {name: A, value: a}]}`,
			want:   []string{`B was "a" and is "$(A)"`},
		},
		{
			name:   "in an order that matters nothing",
			before: `{env: [{name: A, value: a}, {name: B, value: b}]}`,
			after:  `{env: [{name: B, value: b}, {name: A, value: a}]}`,
		},
		{
			name:   "more and less",
			before: `{env: [{name: A, value: ""}]}`, after: `{env: [{name: B, value: ""}]}`,
			want: []string{`A was "" and is not set`, `B was not set and is ""`},
		},
		{
			name:   "missing",
			before: `{env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: A}}}]}`,
			after:  `{env: [{name: A, valueFrom: {secretKeyRef: {name: gone, key: A, optional: true}}}]}`,
			want: []string{
				`A was "<Secret gone/A>" and is not set`,
				`Secret gone/A is taken, or missing, otherwise than before`,
			},
		},
		{
			name:   "with other unknown keys",
			before: `{envFrom: [{secretRef: {name: x, optional: true}}, {secretRef: {name: z, optional: true}}]}`,
			after:  `{envFrom: [{secretRef: {name: x, optional: true}}]}`,
			want:   []string{`Secret z is taken, or missing, otherwise than before`},
		},
		{
			name:   "with unknown keys in another order",
			before: `{envFrom: [{secretRef: {name: x, optional: true}}, {secretRef: {name: z, optional: true}}]}`,
			after:  `{envFrom: [{secretRef: {name: z, optional: true}}, {secretRef: {name: x, optional: true}}]}`,
			want: []string{
				`Secret x is taken, or missing, otherwise than before`,
				`Secret z is taken, or missing, otherwise than before`,
			},
		},
		{
			name:   "moved to where unknown keys win",
			before: `{envFrom: [{secretRef: {name: x, optional: true}}], env: [{name: A, value: "1"}, {name: B, value: "2 $$(A) $$$$"}, {name: nothing}]}`,
			after:  `{envFrom: [{configMapRef: {name: map}}, {secretRef: {name: x, optional: true}}]}`,
			want: []string{
				`A was "1" and is "1", unless Secret x sets it`,
				`B was "2 $(A) $$" and is "2 $(A) $$", unless Secret x sets it`,
				`nothing was "" and is "", unless Secret x sets it`,
			},
		},
		{
			name:   "moved to where unknown keys lose",
			before: `{envFrom: [{secretRef: {name: x, optional: true}}], env: [{name: A, value: "1"}, {name: B, value: "2 $$(A) $$$$"}, {name: nothing}]}`,
			after:  `{envFrom: [{secretRef: {name: x, optional: true}}, {configMapRef: {name: map}}]}`,
		},
		{
			name:   "without an optional key that came before",
			before: `{env: [{name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}, {name: A, value: a}]}`,
			after:  `{env: [{name: A, value: a}]}`,
		},
		{
			name:   "without an optional key",
			before: `{env: [{name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}]}`,
			after:  `{}`,
			want:   []string{`A may be set by Secret x/k, otherwise than before`},
		},
		{
			name:   "moved before an optional key",
			before: `{env: [{name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}, {name: A, value: a}]}`,
			after:  `{env: [{name: A, value: a}, {name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}]}`,
			want:   []string{`A was "a" and is "a", unless Secret x/k sets it`},
		},
		{
			name:   "made of what an optional key may set",
			before: `{env: [{name: A, value: a}, {name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}, {name: A, value: a}, {name: B, value: $(A)}]}`,
			after:  `{env: [{name: A, value: a}, {name: A, valueFrom: {secretKeyRef: {name: x, key: k, optional: true}}}, {name: B, value: $(A)}, {name: A, value: a}]}`,
			want:   []string{`B was "a" and is "a", unless Secret x/k sets what it is made of`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before, after := environment(t, shared, tt.before, nil), environment(t, shared, tt.after, nil)
			var got []string
			for _, d := range environ.Differences(before, after) {
				got = append(got, d.String())
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			for _, e := range []environ.Environment{before, after} {
				if found := environ.Differences(e, e); len(found) > 0 {
					t.Errorf("an environment differs from itself: %v", found)
				}
			}
			if there, back := environ.Differences(before, after), environ.Differences(after, before); len(there) != len(back) {
				t.Errorf("%d differences there, and %d back", len(there), len(back))
			}
		})
	}
}
