package hash.workload.host_namespaces_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.host_namespaces

_deny(pod) := found if {
	found := host_namespaces.deny with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
}

test_good if {
	_deny({}) == set()
	_deny({"hostNetwork": false, "hostPID": null, "hostIPC": false, "hostname": "x"}) == set()
}

test_bad if {
	_deny({"hostNetwork": true, "hostPID": true, "hostIPC": true}) == {
		{
			"msg": "the pod shares the node's network namespace",
			"path": ["spec", "template", "spec", "hostNetwork"],
			"fix": "remove hostNetwork",
		},
		{
			"msg": "the pod shares the node's process namespace",
			"path": ["spec", "template", "spec", "hostPID"],
			"fix": "remove hostPID",
		},
		{
			"msg": "the pod shares the node's IPC namespace",
			"path": ["spec", "template", "spec", "hostIPC"],
			"fix": "remove hostIPC",
		},
	}
}
