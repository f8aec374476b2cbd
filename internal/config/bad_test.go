package config

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// head is the smallest good file; its last line is line 3.
const head = `apiVersion: post.hash.dev/v1
kind: Project
environments: {local: {}}
`

// badFile is a file and every error that it gives.
type badFile struct {
	name string
	file string
	want string
}

func badFiles() []badFile {
	var all []badFile
	for _, some := range [][]badFile{badDocuments(), badKeys(), badNames(), badPaths(), badStanzas(), badSharedData(), badStores(), badExisting(), badGenerate(), badWaivers()} {
		all = append(all, some...)
	}
	return all
}

func badDocuments() []badFile {
	return []badFile{
		{"empty", "", `hash.yaml is empty: it starts with "apiVersion: post.hash.dev/v1" and "kind: Project"`},
		{"only a comment", "# later\n", `hash.yaml is empty: it starts with "apiVersion: post.hash.dev/v1" and "kind: Project"`},
		{"only a separator", "---\n", `hash.yaml is empty: it starts with "apiVersion: post.hash.dev/v1" and "kind: Project"`},
		{"list", "- a\n", `hash.yaml:1: a mapping is needed, not a list`},
		{"two documents", head + "---\na: b\n", `hash.yaml:4: a second document begins here: only one is allowed`},
		{"syntax", "a: [1\n", `hash.yaml:2: did not find expected ',' or ']'`},
		{"syntax in a second document", head + "---\na: [1\n", `hash.yaml:5: did not find expected ',' or ']'`},
		{"unknown anchor", head + "chart: *x\n", `hash.yaml: an alias (*) without an anchor (&) of its name before it`},
		{"no UTF-8", "a: \xff\n", `hash.yaml: invalid leading UTF-8 octet`},
		{"other format", "apiVersion: v1\nkind: Pod\nspec: {}\n", `hash.yaml:1: apiVersion: unknown apiVersion "v1": one of post.hash.dev/v1`},
		{"other kind", "apiVersion: post.hash.dev/v1\nkind: Projekt\n", `hash.yaml:2: kind: unknown kind "Projekt": did you mean "Project"?`},
		{"nothing but a key", "kind: Project\n", "hash.yaml:1: apiVersion is missing\nhash.yaml:1: environments is missing"},
		{"newer", head + "requires: \">=0.10.0\"\nnewKey: 1\n", `hash.yaml:4: requires: this file needs version >=0.10.0, and this is v0.2.0: upgrade`},
		{"bad requirement", head + "requires: \"^1\"\n", `hash.yaml:4: requires: bad requirement "^1": write it as >=0.1.0`},
		{
			"an anchor inside itself", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {policies: {params: {a: &a [*a, *a]}}}}\n",
			`hash.yaml:3: values more than 100 levels deep`,
		},
		{"billion laughs", laughs(), `hash.yaml: more than 50000 values: use fewer aliases`},
		{
			"many errors", head + "workloads:\n" + strings.Repeat("  - 1\n", 22),
			manyErrors(),
		},
	}
}

// laughs is a file whose aliases stand for ten to the ninth values.
func laughs() string {
	var b strings.Builder
	b.WriteString("apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {policies: {params: {\n  l0: &l0 [x]")
	for i := range 9 {
		fmt.Fprintf(&b, ",\n  l%d: &l%d [%s]", i+1, i+1, strings.Repeat(fmt.Sprintf("*l%d, ", i), 10))
	}
	b.WriteString("}}}}\n")
	return b.String()
}

func manyErrors() string {
	var b strings.Builder
	for i := range maxErrors {
		fmt.Fprintf(&b, "hash.yaml:%d: workloads[%d]: a mapping is needed, not a number\n", 5+i, i)
	}
	return b.String() + "hash.yaml: and 2 more"
}

func badKeys() []badFile {
	return []badFile{
		{"unknown key", head + "polices: {}\n", `hash.yaml:4: unknown key "polices": did you mean "policies"?`},
		{
			"unknown key that is like none", head + "policies: {helmet: []}\n",
			`hash.yaml:4: policies: unknown key "helmet": one of paths, data, waivers`,
		},
		{
			"key in the wrong case", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  local:\n    failon: error\n",
			`hash.yaml:5: environments.local: unknown key "failon": did you mean "failOn"?`,
		},
		{"duplicate key", head + "chart: .\nchart: .\n", `hash.yaml:5: key "chart" is there twice, first on line 4`},
		{
			"duplicate environment", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  local: {}\n  local: {}\n",
			`hash.yaml:5: environments: key "local" is there twice, first on line 4`,
		},
		{
			"duplicate key in params", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {local: {policies: {params: {a: {b: 1, b: 2}}}}}\n",
			`hash.yaml:3: environments.local.policies.params.a: key "b" is there twice, first on line 3`,
		},
		{"key that is no text", head + "policies: {1: []}\n", `hash.yaml:4: policies: a key must be text, not a number: put it in quotes`},
		{"key that is a list", head + "policies: {[a]: []}\n", `hash.yaml:4: policies: a key must be text, not a list: put it in quotes`},
		{
			"key that is an alias", head + "release: {name: &n hash}\npolicies: {*n : []}\n",
			`hash.yaml:5: policies: a key must be text, not an alias: put it in quotes`,
		},
		{
			"merge key", head + "release: &r {name: a}\npolicies: {<<: *r}\n",
			`hash.yaml:5: policies: merge keys are not supported: use an alias for a whole value`,
		},
		{"odd key", head + "\"a\\nb\": 1\n", `hash.yaml:4: unknown key "a\nb": one of apiVersion, kind, requires, chart, release, defaultEnvironment, hooks, checksums, workloads, environments, env, secrets, existing, generate, policies`},
		{"text for a list", head + "policies: {data: a.yaml}\n", `hash.yaml:4: policies.data: a list is needed, not text`},
		{"number for text", head + "release: {name: 12}\n", `hash.yaml:4: release.name: text is needed, not a number: put it in quotes`},
		{"list for text", head + "release: {name: [a]}\n", `hash.yaml:4: release.name: text is needed, not a list`},
		{"text for a mapping", head + "release: hash\n", `hash.yaml:4: release: a mapping is needed, not text`},
		{"nothing for a list", head + "env:\n", `hash.yaml:4: env: a list is needed, not nothing: complete it, or leave the key out`},
		{"nothing for text", head + "release: {name: }\n", `hash.yaml:4: release.name: text is needed, not nothing: complete it, or leave the key out`},
		{"tag of its own", head + "release: {name: !x a}\n", `hash.yaml:4: release.name: text is needed, not !x: put it in quotes`},
		{
			"yes for true", head + "workloads: [{apiVersion: a/v1, kind: A, podTemplate: spec, checksum: yes}]\n",
			`hash.yaml:4: workloads[0].checksum: true or false is needed, not text`,
		},
		{
			"no true and no false", head + "workloads: [{apiVersion: a/v1, kind: A, podTemplate: spec, checksum: !!bool maybe}]\n",
			`hash.yaml:4: workloads[0].checksum: true or false is needed, not true or false`,
		},
		{
			"params that JSON cannot hold", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  local:\n    policies:\n      params: {a: .nan, b: !x 1, c: !!bool maybe, d: !!int many}\n",
			`hash.yaml:6: environments.local.policies.params.a: is no number that JSON can hold
hash.yaml:6: environments.local.policies.params.b: tag !x has no meaning here
hash.yaml:6: environments.local.policies.params.c: is neither true nor false
hash.yaml:6: environments.local.policies.params.d: is no number that JSON can hold`,
		},
		{
			"several errors", head + "hooks: leve\nchecksum: all\nrelease: {name: A}\npolicies: []\n",
			`hash.yaml:4: hooks: unknown word "leve": did you mean "leave"?
hash.yaml:5: unknown key "checksum": did you mean "checksums"?
hash.yaml:6: release.name: bad release name "A": lower-case letters, digits and dashes, at most 53
hash.yaml:7: policies: a mapping is needed, not a list`,
		},
	}
}

func badNames() []badFile {
	local := func(rest string) string {
		return "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  local:\n    " + rest + "\n"
	}
	return []badFile{
		{"no environment", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {}\n", `hash.yaml:3: environments: is empty: leave the key out, or name something`},
		{
			"environment of an odd name", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {a/b: {}}\n",
			`hash.yaml:3: environments: bad environment name "a/b": letters, digits, dashes, dots and underscores, at most 63`,
		},
		{"unknown default environment", head + "defaultEnvironment: locl\n", `hash.yaml:4: defaultEnvironment: unknown environment "locl": did you mean "local"?`},
		{"default environment that is like none", head + "defaultEnvironment: production\n", `hash.yaml:4: defaultEnvironment: unknown environment "production": one of local`},
		{"long release name", head + "release: {name: " + strings.Repeat("a", 54) + "}\n", `hash.yaml:4: release.name: bad release name "` + strings.Repeat("a", 54) + `": lower-case letters, digits and dashes, at most 53`},
		{"namespace", head + "release: {namespace: a.b}\n", `hash.yaml:4: release.namespace: bad namespace "a.b": lower-case letters, digits and dashes, at most 63`},
		{"profile", local("policies: {profile: restrictd}"), `hash.yaml:5: environments.local.policies.profile: unknown profile "restrictd": did you mean "restricted"?`},
		{"rule", local("policies: {enable: [workload/replica]}"), `hash.yaml:5: environments.local.policies.enable[0]: unknown rule "workload/replica": did you mean "workload/replicas"?`},
		{"rule that is like none", local("policies: {disable: [zzz]}"), `hash.yaml:5: environments.local.policies.disable[0]: unknown rule "zzz": one of image/latest-tag, image/registry, manifest/duplicate-key, workload/read-only-root, workload/replicas, workload/resources`},
		{"glob without a rule", local("policies: {enable: [\"worklods/*\"]}"), `hash.yaml:5: environments.local.policies.enable[0]: no rule matches: unknown glob "worklods/*": did you mean "workload/*"?`},
		{"bad glob", local("policies: {enable: [\"image/[a\"]}"), `hash.yaml:5: environments.local.policies.enable[0]: bad glob "image/[a": * and ? stand for any characters, [ab] for one of several`},
		{
			"severities", local("policies: {severities: {image/registri: error, image/registry: fatal}}"),
			`hash.yaml:5: environments.local.policies.severities: unknown rule "image/registri": did you mean "image/registry"?
hash.yaml:5: environments.local.policies.severities.image/registry: unknown severity "fatal": one of error, warning, info`,
		},
		{"failOn", local("failOn: warnings"), `hash.yaml:5: environments.local.failOn: unknown severity "warnings": did you mean "warning"?`},
		{"failOn info", local("failOn: info"), `hash.yaml:5: environments.local.failOn: unknown severity "info": one of error, warning`},
		{"backend", local("secretStore: {provider: exsting}"), `hash.yaml:5: environments.local.secretStore.provider: unknown backend "exsting": did you mean "existing"?`},
		{"Kubernetes version", local("kubeVersions: [\"1.34.1\"]"), `hash.yaml:5: environments.local.kubeVersions[0]: bad Kubernetes version "1.34.1": write major.minor, such as 1.34`},
		{"Kubernetes version without quotes", local("kubeVersions: [1.30]"), `hash.yaml:5: environments.local.kubeVersions[0]: text is needed, not a number: put it in quotes`},
		{"no Kubernetes version", local("kubeVersions: []"), `hash.yaml:5: environments.local.kubeVersions: is empty: leave the key out, or name something`},
		{"Kubernetes version twice", local("kubeVersions: [\"1.34\", \"1.33\", \"1.34\"]"), `hash.yaml:5: environments.local.kubeVersions: "1.34" is there twice`},
		{
			"workloads", head + "workloads:\n  - {apiVersion: a/v1, kind: A, podTemplate: spec..template}\n  - {apiVersion: \"\", podTemplate: spec}\n" +
				"  - {apiVersion: a/v1, kind: B, podTemplate: \"spec.pods[0].template\"}\n  - {apiVersion: a/v1, kind: C, podTemplate: spec.pods.0.template}\n",
			`hash.yaml:5: workloads[0].podTemplate: bad path "spec..template": write keys with dots between them, such as spec.template
hash.yaml:6: workloads[1].apiVersion: is empty
hash.yaml:6: workloads[1]: kind is missing
hash.yaml:7: workloads[2].podTemplate: bad path "spec.pods[0].template": it cannot lead into a list, only through keys
hash.yaml:8: workloads[3].podTemplate: bad path "spec.pods.0.template": it cannot lead into a list, only through keys`,
		},
		{
			"workload twice", head + "workloads:\n  - {apiVersion: a/v1, kind: A, podTemplate: spec}\n  - {apiVersion: a/v1, kind: A, podTemplate: spec}\n",
			`hash.yaml:6: workloads[1]: a/v1 A is there twice`,
		},
		{
			"own policies excuse only rules outside the built-in categories",
			local("policies: {enable: [own/rule, main, image/own]}") + "policies: {paths: [my-policies]}\n",
			`hash.yaml:5: environments.local.policies.enable[2]: unknown rule "image/own": one of image/latest-tag, image/registry, manifest/duplicate-key, workload/read-only-root, workload/replicas, workload/resources`,
		},
	}
}

// badPaths names paths in and around testdata/good.
func badPaths() []badFile {
	return []badFile{
		{"missing overlay", "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  production: {overlays: [overlays/prodution]}\n", `hash.yaml:4: environments.production.overlays[0]: path "overlays/prodution" does not exist: did you mean "overlays/production"?`},
		{"missing folder", head + "chart: charts/hash\n", `hash.yaml:4: chart: path "charts/hash" does not exist`},
		{"file for a directory", head + "chart: chart/Chart.yaml\n", `hash.yaml:4: chart: path "chart/Chart.yaml" is a file: a directory is needed`},
		{"directory for a file", head + "policies: {data: [data]}\n", `hash.yaml:4: policies.data[0]: path "data" is a directory: a file is needed`},
		{"path below a file", head + "chart: chart/Chart.yaml/templates\n", `hash.yaml:4: chart: path "chart/Chart.yaml/templates" cannot be followed inside the directory of the project: not a directory`},
		{"absolute path", head + "chart: /etc\n", `hash.yaml:4: chart: path "/etc" leaves the directory of the project: it must be relative to it and stay inside`},
		{"traversal", head + "policies: {data: [data/../../secret.yaml]}\n", `hash.yaml:4: policies.data[0]: path "data/../../secret.yaml" leaves the directory of the project: it must be relative to it and stay inside`},
		{"empty path", head + "chart: \"\"\n", `hash.yaml:4: chart: path "" leaves the directory of the project: it must be relative to it and stay inside`},
		{"missing policies", head + "policies: {paths: [policies], data: [data/team.json]}\n", `hash.yaml:4: policies.paths[0]: path "policies" does not exist: did you mean "my-policies"?
hash.yaml:4: policies.data[0]: path "data/team.json" does not exist: did you mean "data/teams.json"?`},
	}
}

func badStanzas() []badFile {
	env := func(rest string) string { return head + "env:\n  - {configMap: shared, " + rest + "}\n" }
	secret := func(rest string) string {
		return head + "secrets:\n  - {secret: db, into: {selector: a=b}, " + rest + "}\n"
	}
	const to = "into: {selector: a=b}"
	return []badFile{
		{"no selector", env("into: {}"), `hash.yaml:5: env[0].into: selector is missing`},
		{"bad selector", env("into: {selector: \"a in b\"}"), `hash.yaml:5: env[0].into.selector: bad selector "a in b": unable to parse requirement: found 'b' expected: '('`},
		{"empty selector", env("into: {selector: \"\"}"), `hash.yaml:5: env[0].into.selector: an empty selector would select every workload: name labels, such as app.kubernetes.io/part-of=hash`},
		{"no containers", env("into: {selector: a, containers: []}"), `hash.yaml:5: env[0].into.containers: is empty: leave the key out, or name something`},
		{"no target", env("mode: envFrom"), `hash.yaml:5: env[0]: into is missing`},
		{"ConfigMap name", head + "env: [{configMap: A, " + to + "}]\n", `hash.yaml:4: env[0].configMap: bad resource name "A": lower-case letters, digits, dashes and dots, at most 253`},
		{"mode", env("mode: envform, " + to), `hash.yaml:5: env[0].mode: unknown mode "envform": did you mean "envFrom"?`},
		{"mode keys without keys", env("mode: keys, " + to), `hash.yaml:5: env[0]: keys is missing: mode keys needs it`},
		{"keys without mode", env("keys: [A], " + to), `hash.yaml:5: env[0]: keys needs mode: keys, since envFrom takes the whole ConfigMap`},
		{"no keys", env("mode: keys, keys: [], " + to), `hash.yaml:5: env[0].keys: is empty: leave the key out, or name something`},
		{"variable name", env("mode: keys, keys: [1A, ..b], " + to), `hash.yaml:5: env[0].keys[0]: bad variable name "1A": letters, digits, dashes, dots and underscores, no digit first, at most 253
hash.yaml:5: env[0].keys[1]: bad variable name "..b": two dots cannot begin it`},
		{"key and variable name", env("mode: keys, keys: {a/b: A, A: a b}, " + to), `hash.yaml:5: env[0].keys: bad ConfigMap key "a/b": letters, digits, dashes, dots and underscores, at most 253
hash.yaml:5: env[0].keys.A: bad variable name "a b": letters, digits, dashes, dots and underscores, no digit first, at most 253`},
		{"variable twice", env("mode: keys, keys: {A: X, B: X}, " + to), `hash.yaml:5: env[0]: variable "X" is there twice`},
		{"environment", env("environments: [lokal], " + to), `hash.yaml:5: env[0].environments[0]: unknown environment "lokal": did you mean "local"?`},
		{"no environments", env("environments: [], " + to), `hash.yaml:5: env[0].environments: is empty: leave the key out, or name something`},
		{"number as data", env("data: {PORT: 4000}, " + to), `hash.yaml:5: env[0].data.PORT: text is needed, not a number: put it in quotes`},
		{"data for an unknown environment", env("dataFor: {prod: {A: b}}, " + to), `hash.yaml:5: env[0].dataFor: unknown environment "prod": one of local`},
		{
			"data for an environment left out",
			"apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {a: {}, b: {}}\nenv: [{configMap: c, environments: [a], dataFor: {b: {A: b}}, " + to + "}]\n",
			`hash.yaml:4: env[0]: dataFor names "b", and environments leaves it out`,
		},
		{"ConfigMap made twice", env("data: {A: b}, "+to) + "  - {configMap: shared, dataFor: {local: {A: c}}, " + to + "}\n", `hash.yaml:6: env[1]: hash.yaml:5 makes ConfigMap "shared" already`},
		{"no secret keys", secret("keys: {}"), `hash.yaml:5: secrets[0].keys: is empty: leave the key out, or name something`},
		{"list of secret keys", secret("keys: [A]"), `hash.yaml:5: secrets[0].keys: a mapping is needed, not a list`},
		{"secret variable", secret("keys: {A=: a}"), `hash.yaml:5: secrets[0].keys: bad variable name "A=": letters, digits, dashes, dots and underscores, no digit first, at most 253`},
		{"value where a key belongs", secret("keys: {A: \"hunter2!\"}"), `hash.yaml:5: secrets[0].keys.A: is no key of a Secret: letters, digits, dashes, dots and underscores, never the secret itself`},
		{"secret without anything", head + "secrets: [{}]\n", "hash.yaml:4: secrets[0]: secret is missing\nhash.yaml:4: secrets[0]: keys is missing\nhash.yaml:4: secrets[0]: into is missing"},
	}
}

func badWaivers() []badFile {
	waiver := func(rest string) string {
		return head + "policies:\n  waivers:\n    - {rule: image/registry, reason: r, owner: o, expires: 2027-03-31, " + rest + "}\n"
	}
	return []badFile{
		{"nothing in it", head + "policies: {waivers: [{}]}\n", `hash.yaml:4: policies.waivers[0]: rule is missing
hash.yaml:4: policies.waivers[0]: reason is missing
hash.yaml:4: policies.waivers[0]: owner is missing
hash.yaml:4: policies.waivers[0]: expires is missing`},
		{"empty texts", head + "policies: {waivers: [{rule: \"\", reason: \" \", owner: \"\", expires: \"\"}]}\n", `hash.yaml:4: policies.waivers[0].rule: bad glob "": * and ? stand for any characters, [ab] for one of several
hash.yaml:4: policies.waivers[0].reason: is empty
hash.yaml:4: policies.waivers[0].owner: is empty
hash.yaml:4: policies.waivers[0].expires: bad date "": write year-month-day, such as 2027-03-31`},
		{"date", head + "policies: {waivers: [{rule: image/registry, reason: r, owner: o, expires: 2027-02-30}]}\n", `hash.yaml:4: policies.waivers[0].expires: bad date "2027-02-30": write year-month-day, such as 2027-03-31`},
		{"rule", head + "policies: {waivers: [{rule: image/registr, reason: r, owner: o, expires: 2027-03-31}]}\n", `hash.yaml:4: policies.waivers[0].rule: unknown rule "image/registr": did you mean "image/registry"?`},
		{"all rules", head + "policies: {waivers: [{rule: \"*/*\", reason: r, owner: o, expires: 2027-03-31}]}\n", `hash.yaml:4: policies.waivers[0]: a rule that is a glob needs a resource with kind or name: without, the waiver would accept whatever comes`},
		{"all rules of a namespace", head + "policies: {waivers: [{rule: \"image/*\", resource: {namespace: shop}, container: api, path: spec, reason: r, owner: o, expires: 2027-03-31}]}\n", `hash.yaml:4: policies.waivers[0]: a rule that is a glob needs a resource with kind or name: without, the waiver would accept whatever comes`},
		{"all rules of any name", head + "policies: {waivers: [{rule: \"image/registr?\", resource: {name: \"**\"}, reason: r, owner: o, expires: 2027-03-31}]}\n", `hash.yaml:4: policies.waivers[0]: a rule that is a glob needs a resource with kind or name: without, the waiver would accept whatever comes`},
		{"resource", waiver("resource: {nam: a}"), `hash.yaml:6: policies.waivers[0].resource: unknown key "nam": did you mean "name"?`},
		{"environment", waiver("environments: [prod]"), `hash.yaml:6: policies.waivers[0].environments[0]: unknown environment "prod": one of local`},
		{"missing file", head + "policies: {waivers: [waivers/teem.yaml]}\n", `hash.yaml:4: policies.waivers[0]: path "waivers/teem.yaml" does not exist: did you mean "waivers/team.yaml"?`},
		{"number", head + "policies: {waivers: [1]}\n", `hash.yaml:4: policies.waivers[0]: text is needed, not a number: put it in quotes`},
		{"mapping", head + "policies: {waivers: {}}\n", `hash.yaml:4: policies.waivers: a list is needed, not a mapping`},
	}
}

func TestBadFiles(t *testing.T) {
	dir := filepath.Join("testdata", "good")
	for _, c := range badFiles() {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.file), FileName, dir, known)
			if err == nil {
				t.Fatalf("accepted:\n%s", c.file)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}
