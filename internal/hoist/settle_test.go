package hoist_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// repeating is a release with two variables that different workloads repeat.
const repeating = `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, labels: {app: a}}, spec: {template: {spec: {containers: [
  {name: main, env: [{name: FIRST, value: x}, {name: SECOND, value: x}]}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: b, labels: {app: b}}, spec: {template: {spec: {containers: [
  {name: main, env: [{name: FIRST, value: x}]}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: c, labels: {app: c}}, spec: {template: {spec: {containers: [
  {name: main, env: [{name: SECOND, value: x}]}]}}}}
`

func settled(t *testing.T) hoist.Input {
	t.Helper()
	set := read(t, repeating)
	return hoist.Input{
		Project:  project(t, "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n"),
		Name:     "shop",
		Kinds:    manifest.BuiltinKinds(),
		Releases: []hoist.Release{{Environment: "local", Chart: set, Judged: hoist.Judged{Installed: set}}},
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	in := settled(t)
	same := []hoist.Judged{{Installed: read(t, repeating)}}
	gone := []hoist.Judged{{Installed: read(t, strings.Replace(repeating, "{name: SECOND, value: x}", "", 2))}}
	warned := []hoist.Judged{{Installed: read(t, repeating), Findings: []finding.Finding{{
		Rule: "env/x", Severity: finding.Warning, Message: "bad", Resource: manifest.ID{APIVersion: "apps/v1", Kind: "Deployment", Name: "c"},
	}}}}
	for name, test := range map[string]struct {
		try     func(configMaps []string) ([]hoist.Judged, error)
		want    []string // ConfigMaps
		reason  string   // why SECOND is left out
		failure string
	}{
		"all are proven": {
			try:  func([]string) ([]hoist.Judged, error) { return same, nil },
			want: []string{"shop-first", "shop-second"},
		},
		"a variable would change": {
			try: func(configMaps []string) ([]hoist.Judged, error) {
				return map[bool][]hoist.Judged{true: gone, false: same}[slices.Contains(configMaps, "shop-second")], nil
			},
			want:   []string{"shop-first"},
			reason: "if it were shared, in local, Deployment a/main: SECOND would not stay as it is",
		},
		"a policy finds more": {
			try: func(configMaps []string) ([]hoist.Judged, error) {
				return map[bool][]hoist.Judged{true: warned, false: same}[slices.Contains(configMaps, "shop-second")], nil
			},
			want:   []string{"shop-first"},
			reason: "if it were shared, in local, Deployment c: env/x: bad",
		},
		"the pipeline refuses one": {
			try: func(configMaps []string) ([]hoist.Judged, error) {
				if slices.Contains(configMaps, "shop-second") {
					return nil, fmt.Errorf("%s:12: no", in.Project.File)
				}
				return same, nil
			},
			want:   []string{"shop-first"},
			reason: "it cannot be shared: " + in.Project.File + ": no",
		},
		"the pipeline refuses all together": {
			try: func(configMaps []string) ([]hoist.Judged, error) {
				if len(configMaps) > 1 {
					return nil, errors.New("both")
				}
				return same, nil
			},
			failure: "both",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proposal, _, err := hoist.Settle(t.Context(), in, func(_ context.Context, groups []hoist.Group) ([]hoist.Judged, error) {
				return test.try(configMaps(groups))
			})
			if fmt.Sprint(err) != fmt.Sprint(map[bool]any{true: test.failure, false: nil}[test.failure != ""]) {
				t.Errorf("got %v, want %q", err, test.failure)
			}
			if diff := cmp.Diff(test.want, configMaps(proposal.Groups)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, r := range proposal.Repetitions {
				if r.Variable == "SECOND" && r.Reason != test.reason {
					t.Errorf("got %q, want %q", r.Reason, test.reason)
				}
			}
		})
	}
}

func TestSettleCancelled(t *testing.T) {
	t.Parallel()
	in := settled(t)
	ctx, cancel := context.WithCancel(t.Context())
	tries := 0
	_, _, err := hoist.Settle(ctx, in, func(ctx context.Context, _ []hoist.Group) ([]hoist.Judged, error) {
		if tries++; tries == 2 {
			cancel()
		}
		return nil, errors.Join(errors.New("refused"), ctx.Err())
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func configMaps(groups []hoist.Group) []string {
	var names []string
	for _, g := range groups {
		names = append(names, g.ConfigMap)
	}
	return names
}
