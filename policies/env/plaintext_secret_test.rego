package hash.env.plaintext_secret_test

import data.hash.env.plaintext_secret
import data.hash.lib.fixtures_test as fixtures

_deny(resource) := found if {
	found := plaintext_secret.deny with input as resource with data.hash.kinds as fixtures.kinds
}

test_good if {
	_deny(fixtures.deployment({"containers": [{"name": "api", "env": [
		{"name": "LOG_LEVEL", "value": "info"},
		{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}},
		{"name": "API_TOKEN", "value": "$(OTHER)"},
		{"name": "TOKEN_TTL", "value": "15m"},
		{"name": "PIN_PASSWORD", "value": 7},
		{"value": "AKIAABCDEFGHIJKLMNOP"},
	]}]})) == set()
	_deny(fixtures.config_map({"LOG_LEVEL": "info", "DB_PASSWORD": "$(OTHER)", "TOKEN": 7})) == set()
	_deny({"apiVersion": "v1", "kind": "Secret", "stringData": {"password": "hunter2"}}) == set()
	_deny(object.union(fixtures.config_map({"password": "hunter2"}), {"apiVersion": "example.com/v1"})) == set()
}

test_variables if {
	_deny(fixtures.pod({
		"initContainers": [{"name": "wait", "env": [{"name": "A", "value": "1"}, {"name": "URL", "value": "redis://:hunter2@r"}]}],
		"containers": [{"name": "api", "env": [{"name": "DB_PASSWORD", "value": "hunter2"}]}],
	})) == {
		{
			"msg": `init container "wait": variable "URL" holds a password in a URL`,
			"path": ["spec", "initContainers", 0, "env", 1, "value"],
			"fix": "refer to a Secret with valueFrom.secretKeyRef, or with an entry of secrets in hash.yaml",
			"container": "wait",
		},
		{
			"msg": `container "api": variable "DB_PASSWORD" holds a literal value, but its name says that it is secret`,
			"path": ["spec", "containers", 0, "env", 0, "value"],
			"fix": "refer to a Secret with valueFrom.secretKeyRef, or with an entry of secrets in hash.yaml",
			"container": "api",
		},
	}
}

test_config_maps if {
	_deny(fixtures.config_map({"db.password": "hunter2", "tls.key": "-----BEGIN RSA PRIVATE KEY-----\nMIIB"})) == {
		{
			"msg": `key "db.password" holds a literal value, but its name says that it is secret`,
			"path": ["data", "db.password"],
			"fix": "move the key into a Secret",
		},
		{
			"msg": `key "tls.key" holds a private key`,
			"path": ["data", "tls.key"],
			"fix": "move the key into a Secret",
		},
	}
}

test_values_are_never_repeated if {
	every value in ["hunter2", "redis://:hunter2@r", "hunter2 AKIAABCDEFGHIJKLMNOP", `{"password": "hunter2"}`] {
		found := _deny(fixtures.pod({"containers": [{"name": "api", "env": [{"name": "A_PASSWORD", "value": value}]}]}))
		count(found) == 1
		not contains(json.marshal(found), "hunter2")
	}
}
