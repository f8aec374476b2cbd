package hash.workload.service_account_token_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.service_account_token

_deny(resource) := found if {
	found := service_account_token.deny with input as resource with data.hash.kinds as fixtures.kinds
}

_finding(path) := {
	"msg": "the pod gets a token for the Kubernetes API",
	"path": path,
	"fix": "set automountServiceAccountToken to false",
}

test_good if {
	_deny(fixtures.deployment({"automountServiceAccountToken": false})) == set()
	_deny({"apiVersion": "v1", "kind": "ServiceAccount"}) == set()
}

test_bad if {
	_deny(fixtures.deployment({"serviceAccountName": "api"})) == {_finding(["spec", "template", "spec"])}
	_deny(fixtures.pod({"automountServiceAccountToken": true})) == {_finding(["spec", "automountServiceAccountToken"])}
	_deny(fixtures.pod({"automountServiceAccountToken": null})) == {_finding(["spec"])}
}
