package hash.workload.probes_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.probes

_deny(resource) := found if {
	found := probes.deny with input as resource with data.hash.kinds as fixtures.kinds
}

_tcp := {"tcpSocket": {"port": 1}}

test_good if {
	every kind in ["Deployment", "StatefulSet", "DaemonSet"] {
		_deny(fixtures.workload(kind, {
			"initContainers": [{"name": "wait"}],
			"containers": [{"name": "api", "readinessProbe": _tcp, "livenessProbe": {"exec": {}}}],
			"ephemeralContainers": [{"name": "debug"}],
		})) == set()
	}
}

test_what_ends_needs_no_probes if {
	pod := {"containers": [{"name": "main"}]}
	_deny(fixtures.pod(pod)) == set()
	_deny(fixtures.cron_job(pod)) == set()
	_deny(fixtures.workload("ReplicaSet", pod)) == set()
}

test_no_probe if {
	every kind in ["Deployment", "StatefulSet", "DaemonSet"] {
		_deny(fixtures.workload(kind, {"containers": [{"name": "api", "startupProbe": _tcp, "readinessProbe": {"periodSeconds": 5}}]})) == {{
			"msg": `container "api" has no livenessProbe and no readinessProbe`,
			"path": ["spec", "template", "spec", "containers", 0],
			"fix": "add livenessProbe and readinessProbe",
			"container": "api",
		}}
	}
}

test_one_probe if {
	_deny(fixtures.deployment({"containers": [{"name": "api", "livenessProbe": _tcp}]})) == {{
		"msg": `container "api" has no readinessProbe`,
		"path": ["spec", "template", "spec", "containers", 0],
		"fix": "add readinessProbe",
		"container": "api",
	}}
}
