package postrender

import (
	"bytes"
	"testing"
)

const fuzzProject = `apiVersion: post.hash.dev/v1
kind: Project
hooks: process
environments: {local: {policies: {profile: none}}}
env:
  - {configMap: shared, into: {selector: "app!=none"}, optional: true, data: {A: "1"}}
secrets:
  - {secret: app, keys: {PASSWORD: password}, into: {selector: "app!=none"}, optional: true}
policies: {paths: [rules]}
`

const fuzzRule = `package main

deny contains msg if {
	some key in object.keys(input.data)
	startswith(key, "bad")
	msg := sprintf("%s holds %s", [input.metadata.name, key])
}
`

// FuzzFilter holds for whatever bytes come in: no panic, an exit code of the contract, not one byte on
// stdout from a run that fails, the protocol of Helm 4, and a second run that changes nothing.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{
		"", "---\n", "#\r ", "# only a comment\n", "\ufeffkind: A\n", "a: [\n", "|-\n  hash-post: error\n",
		resource, resource + "data: {bad: x}\n", resource + "---\n" + resource, "---\r\n# Source: a/b.yaml\r\napiVersion: v1\r\n",
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"a\\e[31m\\u2028\"}\ndata: {bad: x, bad: y}\n",
		"apiVersion: post.hash.dev/v1\nkind: PostRender\nspec: {environment: local}\n---\n" + resource,
		"apiVersion: post.hash.dev/v1\nkind: PostRender\nspec: {environment: other}\n",
		"apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n  apiVersion: v1\n  metadata: {name: a}\n- {kind: Pod, spec: {containers: [{name: a}]}}\n",
		"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: a # c\n          env: &e\n            - {name: A, value: \"1\"}\n            - {name: PASSWORD, value: x}\n      initContainers: [{name: b, env: *e}]\n",
		"{\"apiVersion\": \"batch/v1\", \"kind\": \"CronJob\", \"metadata\": {\"annotations\": {\"helm.sh/hook\": \"test\"}}, \"spec\": {\"jobTemplate\": {\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"a\"}]}}}}}}",
	} {
		f.Add([]byte(seed))
	}
	args := []string{"--env", "local", "--config", newProject(f, fuzzProject, fuzzRule)}
	f.Fuzz(func(t *testing.T, stream []byte) {
		plain := run(t.Context(), bytes.NewReader(stream), args...)
		if plain.code < 0 || plain.code > 2 {
			t.Errorf("exit code %d: %s", plain.code, plain.stderr)
		}
		if (plain.code == 0) == (plain.stdout == "") {
			t.Errorf("exit code %d with stdout %q", plain.code, plain.stdout)
		}
		if plain.code != 0 && plain.stderr == "" {
			t.Errorf("exit code %d without a word", plain.code)
		}
		checkHelm4(t, plain, run(t.Context(), bytes.NewReader(stream), append(args, "--helm4")...))
		if plain.code == 0 && plain.stdout != noDocuments {
			if again := run(t.Context(), bytes.NewReader([]byte(plain.stdout)), args...); again != plain {
				t.Errorf("the second run gives %+v, the first gave %+v", again, plain)
			}
		}
	})
}
