package hash.env.duplicate_test

import data.hash.env.duplicate
import data.hash.lib.fixtures_test as fixtures

_deny(pod) := found if {
	found := duplicate.deny with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
}

_finding(list, i, label, n) := {
	"msg": sprintf(`%s "api" defines the variable "A" again`, [label]),
	"path": ["spec", "template", "spec", list, 0, "env", i],
	"fix": sprintf("keep one of the %d definitions", [n]),
	"container": "api",
}

test_good if {
	_deny({
		"initContainers": [{"name": "wait", "env": [{"name": "A"}]}],
		"containers": [{"name": "api", "env": [{"name": "A"}, {"name": "a"}, {"name": "B"}]}, {"name": "side"}],
	}) == set()
	_deny({"containers": [{"name": "api", "env": [{}, {}, {"name": 7}, {"name": 7}, null]}]}) == set()
}

test_bad if {
	_deny({"initContainers": [{"name": "api", "env": [{"name": "A", "value": "1"}, {"name": "A", "value": "1"}]}]}) == {_finding("initContainers", 1, "init container", 2)}
	_deny({"containers": [{"name": "api", "env": [{"name": "A"}, {"name": "B"}, {"name": "A", "valueFrom": {}}, {"name": "A"}]}]}) == {
		_finding("containers", 2, "container", 3),
		_finding("containers", 3, "container", 3),
	}
}
