package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/manifest"
)

const targetStream = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      initContainers: [{name: migrate}]
      containers: [{name: api}, {name: proxy}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: seed}
spec: {template: {spec: {containers: [{name: api}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: both}
spec: {template: {spec: {containers: [{name: one}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: both}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: two}]}}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: job}
spec: {template: {spec: {containers: [{name: seed}, {name: job}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: pod}
spec: {containers: [{name: pod}], ephemeralContainers: [{name: debug}]}
`

func targetComponents(t *testing.T) []component {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(targetStream), "stream")
	if err != nil {
		t.Fatal(err)
	}
	return components(set, manifest.BuiltinKinds(), "shop")
}

func TestChoose(t *testing.T) {
	t.Parallel()
	all := targetComponents(t)
	for _, c := range []struct {
		target string
		want   []string // components, or the error with its hint
	}{
		{"api", []string{"Deployment shop/api, init container migrate", "Deployment shop/api, container api", "Deployment shop/api, container proxy"}},
		{"deployment/api", []string{"Deployment shop/api, init container migrate", "Deployment shop/api, container api", "Deployment shop/api, container proxy"}},
		{"api/migrate", []string{"Deployment shop/api, init container migrate"}},
		{"DEPLOYMENT/api/proxy", []string{"Deployment shop/api, container proxy"}},
		{"cronjob/both", []string{"CronJob shop/both, container two"}},
		{"both/two", []string{"CronJob shop/both, container two"}},
		{"job/job", []string{"Deployment shop/job, container job"}},
		{"pod/pod", []string{"Pod shop/pod, container pod", "Pod shop/pod, ephemeral container debug"}},
		{"both", []string{`"both" is ambiguous: it means deployment/both and cronjob/both`, "say the kind too: deployment/both"}},
		{"job/seed", []string{`"job/seed" is ambiguous: it means job/seed and deployment/job`, "say the kind too: job/seed"}},
		{"apy", []string{`unknown workload "apy": the release has api, seed, both, job, pod`, `did you mean "api"?`}},
		{"deployment/apy", []string{
			`unknown workload "deployment/apy": the release has deployment/api, job/seed, deployment/both, cronjob/both, deployment/job, pod/pod`,
			`did you mean "deployment/api"?`,
		}},
		{"api/prox", []string{`unknown container "prox": Deployment shop/api has migrate, api, proxy`, `did you mean "proxy"?`}},
		{"deployment/api/prox", []string{`unknown container "prox": Deployment shop/api has migrate, api, proxy`, `did you mean "proxy"?`}},
		{"x/y/z/w", []string{`unknown workload "x": the release has api, seed, both, job, pod`}},
		{"/", []string{`unknown workload "": the release has api, seed, both, job, pod`}},
	} {
		if d := cmp.Diff(c.want, chosenOrError(all, c.target)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.target, d)
		}
	}
	if got := chosenOrError(nil, "api"); got[0] != `unknown workload "api": the release has none` {
		t.Errorf("of nothing: %q", got)
	}
}

func chosenOrError(all []component, target string) []string {
	chosen, err := choose(all, target)
	if err != nil {
		return errorAndHint(err)
	}
	var names []string
	for _, c := range chosen {
		names = append(names, c.id.String()+", "+c.roleInPod())
	}
	return names
}

func errorAndHint(err error) []string {
	texts := []string{err.Error()}
	if hinter, ok := err.(interface{ Hint() string }); ok {
		texts = append(texts, hinter.Hint())
	}
	return texts
}

func TestOnlyContainer(t *testing.T) {
	t.Parallel()
	all := targetComponents(t)
	for _, c := range []struct{ target, want string }{
		{"api/migrate", "migrate"},
		{"seed", "api"},
		{"pod", "pod"},
		{"pod/debug", "debug"},
		{"apy", `unknown workload "apy": the release has api, seed, both, job, pod`},
		{"deployment/api", `"deployment/api" means several containers: api, proxy`},
	} {
		only, err := onlyContainer(all, c.target)
		got := only.container.Name
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.target, got, c.want)
		}
	}
}
