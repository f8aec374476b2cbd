package hash.workload.run_as_non_root_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.run_as_non_root

_deny(pod_context, container_context) := found if {
	found := run_as_non_root.deny with input as fixtures.pod({
		"securityContext": pod_context,
		"containers": [{"name": "api", "securityContext": container_context}],
	})
		with data.hash.kinds as fixtures.kinds
}

_flag := "set securityContext.runAsNonRoot to true"

_user := "set securityContext.runAsUser to a user other than 0"

test_good if {
	_deny({"runAsNonRoot": true}, {}) == set()
	_deny({"runAsNonRoot": true, "runAsUser": 1000}, null) == set()
	_deny(null, {"runAsNonRoot": true}) == set()
}

test_unset if {
	every context in [{}, null, {"runAsUser": 1000}] {
		_deny(context, {"runAsUser": 1000}) == {{
			"msg": `container "api" may run as root: neither it nor its pod sets runAsNonRoot`,
			"path": ["spec", "containers", 0, "securityContext"],
			"fix": _flag,
			"container": "api",
		}}
	}
}

test_container_wins if {
	_deny({"runAsNonRoot": true, "runAsUser": 1}, {"runAsNonRoot": false, "runAsUser": 0}) == {
		{
			"msg": `container "api" allows root`,
			"path": ["spec", "containers", 0, "securityContext", "runAsNonRoot"],
			"fix": _flag,
			"container": "api",
		},
		{
			"msg": `container "api" runs as user 0`,
			"path": ["spec", "containers", 0, "securityContext", "runAsUser"],
			"fix": _user,
			"container": "api",
		},
	}
}

test_root_pod if {
	every container in [{}, {"runAsNonRoot": true}] {
		_deny({"runAsNonRoot": false, "runAsUser": 0}, container) == {
			{"msg": "the pod allows root", "path": ["spec", "securityContext", "runAsNonRoot"], "fix": _flag},
			{"msg": "the pod runs as user 0", "path": ["spec", "securityContext", "runAsUser"], "fix": _user},
		}
	}
}
