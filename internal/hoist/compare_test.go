package hoist_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/hoist"
	"github.com/hashintel/helm-hash/internal/manifest"
)

const compared = `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: api, namespace: default, labels: {app: api}}, spec: {template: {spec: {containers: [
  {name: api, image: "api:1", env: [{name: HOST, value: x}, {name: URL, value: "http://$(HOST)"}, {name: OWN, value: x}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: api}}
`

const shared = `
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {HOST: x}}
`

// moved is what a proposal for HOST makes of the release.
func moved() string {
	return strings.NewReplacer(
		"template: {spec", "template: {metadata: {annotations: {checksum/env: abc}}, spec",
		"env: [{name: HOST, value: x}, ", "envFrom: [{configMapRef: {name: shared}}], env: [",
	).Replace(compared) + shared
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		after string
		want  []string
	}{
		"what a proposal is for": {after: moved()},
		"nothing":                {after: compared},
		"another value": {
			after: strings.Replace(moved(), "{HOST: x}", `{HOST: "y"}`, 1),
			want: []string{
				"in local, Deployment api/api: HOST would not stay as it is",
				"in local, Deployment api/api: URL would not stay as it is",
			},
		},
		"one variable too many": {
			after: strings.Replace(moved(), "{HOST: x}", `{HOST: x, MORE: x}`, 1),
			want:  []string{"in local, Deployment api/api: MORE would not stay as it is"},
		},
		"one too few": {
			after: strings.Replace(moved(), ", {name: OWN, value: x}", "", 1),
			want:  []string{"in local, Deployment api/api: OWN would not stay as it is"},
		},
		"something else of the workload": {
			after: strings.Replace(moved(), "api:1", "api:2", 1),
			want:  []string{"in local, Deployment api: something else than variables would change"},
		},
		"something else of another resource": {
			after: strings.Replace(moved(), "{name: api}}", "{name: api}, spec: {}}", 1),
			want:  []string{"in local, Service api: something else than variables would change"},
		},
		"a resource that is gone, and a new one": {
			after: strings.Replace(moved(), "Service, metadata: {name: api}", "Service, metadata: {name: other}", 1),
			want:  []string{"in local, Service api: it would be gone", "in local, Service other: it would be new"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := hoist.Input{
				Project:  project(t, "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n"),
				Kinds:    manifest.BuiltinKinds(),
				Releases: []hoist.Release{{Environment: "local", KubeVersion: "1.34", Judged: hoist.Judged{Installed: read(t, compared)}}},
			}
			var got []string
			for _, f := range hoist.Compare(in, []hoist.Judged{{Installed: read(t, test.after)}}).Faults {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestCompareCounts(t *testing.T) {
	t.Parallel()
	in := hoist.Input{
		Project:  project(t, "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {}}\n"),
		Kinds:    manifest.BuiltinKinds(),
		Releases: []hoist.Release{{Environment: "local", Judged: hoist.Judged{Installed: read(t, compared)}}},
	}
	want := hoist.Proof{Releases: 1, Containers: 1, ConfigMaps: 1, Checksums: 1}
	if diff := cmp.Diff(want, hoist.Compare(in, []hoist.Judged{{Installed: read(t, moved())}})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	api := hoist.Container{Workload: manifest.ID{Kind: "Deployment", Name: "api"}, Name: "api"}
	other := hoist.Container{Workload: manifest.ID{Kind: "Deployment", Name: "other"}, Name: "api"}
	g := hoist.Group{Containers: []hoist.Container{api}, Variables: []hoist.Variable{{Name: "HOST"}}}
	for _, test := range []struct {
		fault hoist.Fault
		want  bool
	}{
		{hoist.Fault{Container: api, Variable: "HOST"}, true},
		{hoist.Fault{Container: api, Variable: "OTHER"}, false},
		{hoist.Fault{Container: api}, true},
		{hoist.Fault{Container: hoist.Container{Workload: api.Workload}}, true},
		{hoist.Fault{Container: hoist.Container{Workload: api.Workload, Name: "proxy"}}, false},
		{hoist.Fault{Container: other, Variable: "HOST"}, false},
	} {
		if got := g.Answers(test.fault); got != test.want {
			t.Errorf("%+v: got %t, want %t", test.fault, got, test.want)
		}
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	p := hoist.Proposal{
		Groups: []hoist.Group{{ConfigMap: "a"}, {ConfigMap: "b"}},
		Repetitions: []hoist.Repetition{
			{Variable: "A", Outcome: hoist.Outcome{ConfigMap: "a", New: true}},
			{Variable: "B", Outcome: hoist.Outcome{ConfigMap: "b", New: true}},
			{Variable: "C", Outcome: hoist.Outcome{ConfigMap: "a"}}, // of the release, by chance called so
		},
	}
	want := hoist.Proposal{
		Groups: []hoist.Group{{ConfigMap: "b"}},
		Repetitions: []hoist.Repetition{
			{Variable: "A", Outcome: hoist.Outcome{Reason: "it is wrong"}},
			{Variable: "B", Outcome: hoist.Outcome{ConfigMap: "b", New: true}},
			{Variable: "C", Outcome: hoist.Outcome{ConfigMap: "a"}},
		},
	}
	if diff := cmp.Diff(want, p.Without("a", "it is wrong")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestVariableHolds(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"shop": true, "shop-postgres": true, "http://a.shop:80": true, "workshop": false, "shops": false, "": false,
	} {
		v := hoist.Variable{Values: map[string]string{"local": value}}
		if got := v.Holds("shop"); got != want {
			t.Errorf("%q: got %t, want %t", value, got, want)
		}
	}
}
