package config

import "strings"

// badSharedData names files in testdata/good.
func badSharedData() []badFile {
	env := func(rest string) string {
		return head + "env:\n  - {configMap: shared, into: {selector: a=b}, " + rest + "}\n"
	}
	const two = "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {a: {}, b: {}}\n"
	large := strings.Repeat("x", 1<<19)
	return []badFile{
		{"prefix", env("prefix: 1a_"), `hash.yaml:5: env[0].prefix: bad prefix "1a_": a variable name can begin with letters, dashes, dots and underscores`},
		{"empty prefix", env(`prefix: ""`), `hash.yaml:5: env[0].prefix: bad prefix "": a variable name can begin with letters, dashes, dots and underscores`},
		{"prefix and variable", env("prefix: ., mode: keys, keys: [.a]"), `hash.yaml:5: env[0]: with the prefix, bad variable name "..a": two dots cannot begin it`},
		{"missing file", env("files: [env/shred.env]"), `hash.yaml:5: env[0].files[0]: path "env/shred.env" does not exist: did you mean "env/shared.env"?`},
		{"directory", env("filesFor: {local: [env]}"), `hash.yaml:5: env[0].filesFor.local[0]: path "env" is a directory: a file is needed`},
		{"file outside", env("files: [../a.env]"), `hash.yaml:5: env[0].files[0]: path "../a.env" leaves the directory of the project: it must be relative to it and stay inside`},
		{"no files", env("files: [], filesFor: {local: []}"), "hash.yaml:5: env[0].files: is empty: leave the key out, or name something\nhash.yaml:5: env[0].filesFor.local: is empty: leave the key out, or name something"},
		{"files for an unknown environment", env("filesFor: {prod: [env/shared.env]}"), `hash.yaml:5: env[0].filesFor: unknown environment "prod": one of local`},
		{"bad file", env("files: [env/bad.env]"), "env/bad.env:3: has no equals sign: a line is NAME=VALUE, or a comment that begins with #\nenv/bad.env:4: A is there twice, first on line 1"},
		{
			"files for an environment left out", two + "env: [{configMap: c, into: {selector: a}, environments: [a], dataFor: {b: {A: b}}, filesFor: {b: [env/local.env]}}]\n",
			`hash.yaml:4: env[0]: dataFor names "b", and environments leaves it out
hash.yaml:4: env[0]: filesFor names "b", and environments leaves it out`,
		},
		{"ConfigMap made twice of files", env("files: [env/local.env]") + "  - {configMap: shared, into: {selector: a}, filesFor: {local: [env/local.env]}}\n", `hash.yaml:6: env[1]: hash.yaml:5 makes ConfigMap "shared" already`},
		{
			"too large", two + "env: [{configMap: c, into: {selector: a}, data: {A: &a " + large + "}, dataFor: {b: {B: *a, C: c}}}]\n",
			`hash.yaml:4: env[0]: the ConfigMap would hold 1048577 bytes in environment b: Kubernetes takes at most 1048576`,
		},
	}
}

func badStores() []badFile {
	store := func(store string) string {
		return "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments:\n  local:\n    secretStore:\n" + store + `
secrets: [{secret: db, keys: {A: password}, into: {selector: a}}]
`
	}
	const at = "environments.local.secretStore"
	return []badFile{
		{"settings of no provider", store("      storeRef: {kind: SecretStore, name: aws}\n      files: [sealed/postgres.yaml]"), `hash.yaml:6: ` + at + `.storeRef: means nothing to provider existing, only to externalSecrets
hash.yaml:7: ` + at + `.files: means nothing to provider existing, only to sealedSecrets`},
		{"settings of other providers", store("      provider: sealedSecrets\n      prefix: a\n      refreshInterval: 1h\n      remote: {db: {key: a}}\n      csi: {provider: aws}\n      files: [sealed/postgres.yaml]"), `hash.yaml:7: ` + at + `.prefix: means nothing to provider sealedSecrets, only to externalSecrets and csi
hash.yaml:8: ` + at + `.refreshInterval: means nothing to provider sealedSecrets, only to externalSecrets
hash.yaml:9: ` + at + `.remote: means nothing to provider sealedSecrets, only to externalSecrets and csi
hash.yaml:10: ` + at + `.csi: means nothing to provider sealedSecrets, only to csi`},
		{"no store", store("      provider: externalSecrets"), `hash.yaml:6: ` + at + `: storeRef is missing: provider externalSecrets needs it`},
		{"no files", store("      provider: sealedSecrets"), `hash.yaml:6: ` + at + `: files is missing: provider sealedSecrets needs it`},
		{"no vendor", store("      provider: csi"), `hash.yaml:6: ` + at + `: csi is missing: provider csi needs it`},
		{"half a store", store("      provider: externalSecrets\n      storeRef: {kind: Store}"), `hash.yaml:7: ` + at + `.storeRef.kind: unknown kind "Store": one of SecretStore, ClusterSecretStore
hash.yaml:7: ` + at + `.storeRef: name is missing`},
		{"interval", store("      provider: externalSecrets\n      storeRef: {kind: SecretStore, name: a}\n      refreshInterval: 1 hour"), `hash.yaml:8: ` + at + `.refreshInterval: bad interval "1 hour": write numbers with units, such as 1h or 15m30s`},
		{"negative interval", store("      provider: externalSecrets\n      storeRef: {kind: SecretStore, name: a}\n      refreshInterval: -1h"), `hash.yaml:8: ` + at + `.refreshInterval: bad interval "-1h": write numbers with units, such as 1h or 15m30s`},
		{"vendor", store("      provider: csi\n      csi: {provider: azur, parameters: {a: 1}}"), `hash.yaml:7: ` + at + `.csi.provider: unknown provider "azur": did you mean "azure"?
hash.yaml:7: ` + at + `.csi.parameters.a: text is needed, not a number: put it in quotes`},
		{"sealed file", store("      provider: sealedSecrets\n      files: [sealed/postgre.yaml]"), `hash.yaml:7: ` + at + `.files[0]: path "sealed/postgre.yaml" does not exist: did you mean "sealed/postgres.yaml"?`},
		{"remote of nothing", store("      provider: csi\n      csi: {provider: aws}\n      remote: {db: {}}"), `hash.yaml:8: ` + at + `.remote.db: is empty: leave the key out, or name something`},
		{"value where a key belongs", store("      provider: csi\n      csi: {provider: aws}\n      remote: {db: {properties: {hunter2!: a}}}"), `hash.yaml:8: ` + at + `.remote.db.properties: is no key of a Secret: letters, digits, dashes, dots and underscores, never the secret itself`},
		{"remote that nobody takes", store("      provider: csi\n      csi: {provider: aws}\n      remote:\n        dbs: {key: a}\n        db: {properties: {passwort: a}}"), `hash.yaml:9: ` + at + `.remote.dbs: no stanza of secrets takes Secret "dbs" in the environment: did you mean "db"?
hash.yaml:10: ` + at + `.remote.db: no stanza of secrets takes key "passwort" in the environment: did you mean "password"?`},
	}
}

func badExisting() []badFile {
	some := func(items ...string) string {
		return "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {a: {}, b: {}}\nexisting:\n  - {" + strings.Join(items, "}\n  - {") + "}\n"
	}
	return []badFile{
		{"no object", some("namespace: a"), `hash.yaml:5: existing[0]: configMap or secret is missing`},
		{"both", some("configMap: a, secret: a"), `hash.yaml:5: existing[0]: has both configMap and secret: make two entries of it`},
		{"names", some("configMap: A, namespace: a.b, environments: [c]"), `hash.yaml:5: existing[0].configMap: bad resource name "A": lower-case letters, digits, dashes and dots, at most 253
hash.yaml:5: existing[0].namespace: bad namespace "a.b": lower-case letters, digits and dashes, at most 63
hash.yaml:5: existing[0].environments[0]: unknown environment "c": one of a, b`},
		{"keys", some("secret: s, keys: []", "secret: t, keys: [hunter2!]", "secret: u, keys: [a, a]"), `hash.yaml:5: existing[0].keys: is empty: leave the key out, or name something
hash.yaml:6: existing[1].keys[0]: is no key of a Secret: letters, digits, dashes, dots and underscores, never the secret itself
hash.yaml:7: existing[2].keys: "a" is there twice`},
		{"twice", some("secret: s, environments: [a]", "secret: s, environments: [b]", "configMap: s", "secret: s, namespace: n, environments: [b]", "secret: u, namespace: a", "secret: u, namespace: b"), `hash.yaml:8: existing[3]: hash.yaml:6 names Secret "s" already`},
		{"made here", some("configMap: c, environments: [a]", "configMap: d, namespace: elsewhere") +
			"env: [{configMap: c, into: {selector: a}, dataFor: {a: {A: a}}}, {configMap: c, into: {selector: a}, dataFor: {b: {A: a}}}, {configMap: d, into: {selector: a}, data: {A: a}}]\n", `hash.yaml:7: env[0]: makes ConfigMap "c", which existing says is there already: hash.yaml:5`},
	}
}

func badGenerate() []badFile {
	some := func(items ...string) string {
		return "apiVersion: post.hash.dev/v1\nkind: Project\nenvironments: {a: {}, b: {}}\ngenerate:\n  - {" + strings.Join(items, "}\n  - {") + "}\n"
	}
	template := func(text string) string { return some(`secret: s, keys: {k: {template: "` + text + `"}}`) }
	const reference = `hash.yaml:5: generate[0].keys.k.template: has a reference that is no $(SECRET/KEY), the name of a Secret and one of its keys: write $$( where a dollar sign is meant`
	const dollar = `hash.yaml:5: generate[0].keys.k.template: has a dollar sign that begins no $(SECRET/KEY): write $$ where one is meant`
	return []badFile{
		{"nothing in it", some(""), "hash.yaml:5: generate[0]: secret is missing\nhash.yaml:5: generate[0]: keys is missing"},
		{"no keys", some("secret: s, keys: {}"), `hash.yaml:5: generate[0].keys: is empty: leave the key out, or name something`},
		{"value where a rule belongs", some("secret: s, keys: {k: hunter2, l: }"), `hash.yaml:5: generate[0].keys.k: a mapping is needed, not text
hash.yaml:5: generate[0].keys.l: a mapping is needed, not nothing: complete it, or leave the key out`},
		{"length", some("secret: s, keys: {a: {length: 7}, b: {length: 4097}, c: {length: 8.5}, d: {length: \"8\"}, e: {length: !!int x}, f: {length: 99999999999999999999}}"), `hash.yaml:5: generate[0].keys.a.length: 7 is out of range: from 8 to 4096
hash.yaml:5: generate[0].keys.b.length: 4097 is out of range: from 8 to 4096
hash.yaml:5: generate[0].keys.c.length: a whole number is needed, not a number
hash.yaml:5: generate[0].keys.d.length: a whole number is needed, not text
hash.yaml:5: generate[0].keys.e.length: a whole number is needed, not a number
hash.yaml:5: generate[0].keys.f.length: a whole number is needed, not a number`},
		{"alphabet", some("secret: s, keys: {k: {alphabet: hexa}}"), `hash.yaml:5: generate[0].keys.k.alphabet: unknown alphabet "hexa": did you mean "hex"?`},
		{"template and length", some("secret: s, keys: {k: {template: x, length: 8}, l: {template: x, alphabet: hex}}"), `hash.yaml:5: generate[0].keys.k: has a template, so length and alphabet mean nothing: take them out
hash.yaml:5: generate[0].keys.l: has a template, so length and alphabet mean nothing: take them out`},
		{"empty template", template(""), `hash.yaml:5: generate[0].keys.k.template: is empty`},
		{"single dollar sign", template("a$b"), dollar},
		{"dollar sign in the end", template("$$$"), dollar},
		{"reference that is not closed", template("$(s/k"), dollar},
		{"reference in a reference", template("$(s/$(s/k))"), dollar},
		{"reference without a key", template("$(s)"), reference},
		{"reference to nothing", template("$()"), reference},
		{"reference with three parts", template("$(n/s/k)"), reference},
		{"reference with a bad name", template("$(S/k)"), reference},
		{"key twice", some("secret: s, keys: {k: {}}, environments: [a]", "secret: s, keys: {k: {}}, environments: [b]", "secret: s, keys: {k: {}, l: {}}"), `hash.yaml:7: generate[2]: key k of Secret s has a rule already: hash.yaml:5`},
		{"template of itself", template("$$(s/k)$(s/k)"), `hash.yaml:5: generate[0]: templates are made of each other: s/k -> s/k`},
		{"way into a circle", some("secret: s, keys: {a: {template: $(t/b)}}", "secret: t, keys: {b: {template: $(t/c)}, c: {template: $(t/b)}}"), `hash.yaml:6: generate[1]: templates are made of each other: t/b -> t/c -> t/b`},
		{"circle", some("secret: s, keys: {a: {template: $(t/b)}}", "secret: t, environments: [b], keys: {b: {template: $(t/c)$(t/d)}, c: {}, d: {template: $(s/a)}}"), `hash.yaml:5: generate[0]: templates are made of each other: s/a -> t/b -> t/d -> s/a
hash.yaml:6: generate[1]: templates are made of each other: t/b -> t/d -> s/a -> t/b`},
	}
}
