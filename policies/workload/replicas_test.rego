package hash.workload.replicas_test

import data.hash.workload.replicas

_workload(kind, spec) := {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "api", "namespace": "hash"}, "spec": spec}

_autoscaler(namespace, kind, name, minimum) := {
	"apiVersion": "autoscaling/v2",
	"kind": "HorizontalPodAutoscaler",
	"metadata": {"name": "scaler", "namespace": namespace},
	"spec": {"scaleTargetRef": {"kind": kind, "name": name}, "minReplicas": minimum},
}

_deny(resource, release) := found if {
	found := replicas.deny with input as resource with data.release.resources as release
}

test_good if {
	_deny(_workload("Deployment", {"replicas": 2}), []) == set()
	_deny(_workload("StatefulSet", {"replicas": 0}), []) == set()
	_deny(_workload("DaemonSet", {}), []) == set()
	_deny(object.union(_workload("Deployment", {}), {"apiVersion": "example.com/v1"}), []) == set()
}

test_autoscaled if {
	_deny(_workload("Deployment", {}), [_autoscaler("hash", "Deployment", "api", 2)]) == set()
	_deny(_workload("Deployment", {"replicas": 1}), [_autoscaler("hash", "Deployment", "api", 1)]) == set()
	nowhere := json.remove(_autoscaler("", "Deployment", "api", 2), ["metadata/namespace"])
	_deny(_workload("Deployment", {}), [nowhere]) == set()
}

test_bad if {
	every kind in ["Deployment", "StatefulSet"] {
		_deny(_workload(kind, {"replicas": 1}), []) == {{
			"msg": sprintf("%s runs 1 replica", [kind]),
			"path": ["spec", "replicas"],
			"fix": "set spec.replicas to 2 or more",
		}}
	}
}

test_forgotten if {
	every other in [
		_autoscaler("other", "Deployment", "api", 2),
		_autoscaler("hash", "StatefulSet", "api", 2),
		_autoscaler("hash", "Deployment", "apis", 2),
		_workload("Deployment", {}),
	] {
		_deny(_workload("Deployment", {}), [other]) == {{
			"msg": "Deployment runs 1 replica",
			"path": ["spec"],
			"fix": "set spec.replicas to 2 or more",
		}}
	}
}

test_autoscaler if {
	_deny(_autoscaler("hash", "Deployment", "api", 2), []) == set()
	_deny(_autoscaler("hash", "Deployment", "api", 1), []) == {{
		"msg": `Deployment "api" may be scaled down to 1 replica`,
		"path": ["spec", "minReplicas"],
		"fix": "set spec.minReplicas to 2 or more",
	}}
	_deny(_autoscaler("hash", "Deployment", "api", null), []) == {{
		"msg": `Deployment "api" may be scaled down to 1 replica`,
		"path": ["spec"],
		"fix": "set spec.minReplicas to 2 or more",
	}}
}
