package hash.workload.read_only_root_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.read_only_root

_deny(pod) := found if {
	found := read_only_root.deny with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
}

_finding(path) := {
	"msg": `container "api" can write to its root file system`,
	"path": array.concat(["spec", "template", "spec", "containers", 0], path),
	"fix": "set securityContext.readOnlyRootFilesystem to true",
	"container": "api",
}

test_good if {
	good := {"readOnlyRootFilesystem": true}
	_deny({"initContainers": [{"name": "wait", "securityContext": good}], "containers": [{"name": "api", "securityContext": good}]}) == set()
}

test_bad if {
	_deny({"containers": [{"name": "api"}]}) == {_finding([])}
	_deny({"containers": [{"name": "api", "securityContext": {}}]}) == {_finding(["securityContext"])}
	_deny({"containers": [{"name": "api", "securityContext": {"readOnlyRootFilesystem": false}}]}) == {_finding(["securityContext", "readOnlyRootFilesystem"])}
}

test_the_pod_cannot_say_it if {
	_deny({"securityContext": {"readOnlyRootFilesystem": true}, "containers": [{"name": "api"}]}) == {_finding([])}
}
