package hash.workload.resources_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.resources

_deny(pod) := found if {
	found := resources.deny with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
}

test_good if {
	every given in [
		{"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "64Mi"}},
		{"limits": {"cpu": 1, "memory": 67108864}},
		{"requests": {"cpu": null, "memory": ""}, "limits": {"cpu": 1, "memory": "64Mi"}},
		{"limits": {"cpu": 0.5, "memory": "0.5Gi"}},
		{"limits": {"cpu": ".05", "memory": "+0.10e9"}},
		{"limits": {"cpu": "00.001", "memory": "05Ki"}},
	] {
		_deny({"containers": [{"name": "api", "resources": given}]}) == set()
		_deny({"resources": given, "containers": [{"name": "api"}]}) == set()
	}
	_deny({"ephemeralContainers": [{"name": "debug"}]}) == set()
}

test_nothing_set if {
	_deny({"initContainers": [{"name": "wait"}]}) == {{
		"msg": `init container "wait" sets no limits.memory, requests.cpu, requests.memory`,
		"path": ["spec", "template", "spec", "initContainers", 0],
		"fix": "set resources.limits.memory, resources.requests.cpu, resources.requests.memory",
		"container": "wait",
	}}
}

test_limit_missing if {
	every limits in [{}, {"memory": null}, {"memory": ""}, {"memory": 0}, {"memory": "0"}, {"cpu": "1"}, null] {
		_deny({"containers": [{"name": "api", "resources": {"requests": {"cpu": 1, "memory": "1Gi"}, "limits": limits}}]}) == {{
			"msg": `container "api" sets no limits.memory`,
			"path": ["spec", "template", "spec", "containers", 0, "resources"],
			"fix": "set resources.limits.memory",
			"container": "api",
		}}
	}
}

# Zero is not replaced by a limit either.
test_zero if {
	every zero in [0, 0.0, "0", "+0", "-0", "00", "0.", ".0", "0.00", "0m", "0n", "0Ki", "0.0Gi", "0E", "0e3", "0E+3", "0.0e-9"] {
		_deny({"containers": [{"name": "api", "resources": {"requests": {"cpu": zero, "memory": zero}, "limits": {"cpu": 1, "memory": "1Gi"}}}]}) == {{
			"msg": `container "api" sets no requests.cpu, requests.memory`,
			"path": ["spec", "template", "spec", "containers", 0, "resources"],
			"fix": "set resources.requests.cpu, resources.requests.memory",
			"container": "api",
		}}
	}
}
