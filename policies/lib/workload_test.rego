package hash.lib.workload_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.lib.workload

_places(resource) := found if {
	found := {container.path | some container in workload.containers} with input as resource
		with data.hash.kinds as fixtures.kinds
}

test_containers_of_a_deployment if {
	pod := {
		"initContainers": [{"name": "wait"}],
		"containers": [{"name": "api"}, {"image": "x"}],
		"ephemeralContainers": [{"name": "debug"}],
	}
	found := {[entry.path[3], entry.path[4], entry.name, entry.label, entry.init, entry.ephemeral] |
		some entry in workload.containers with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
		entry.pod == pod
	}
	found == {
		["initContainers", 0, "wait", `init container "wait"`, true, false],
		["containers", 0, "api", `container "api"`, false, false],
		["containers", 1, "", `container ""`, false, false],
		["ephemeralContainers", 0, "debug", `ephemeral container "debug"`, false, true],
	}
}

test_places_of_pods if {
	pod := {"containers": [{"name": "x"}]}
	_places(fixtures.pod(pod)) == {["spec", "containers", 0]}
	_places(fixtures.cron_job(pod)) == {["spec", "jobTemplate", "spec", "template", "spec", "containers", 0]}
	_places({"apiVersion": "v1", "kind": "PodTemplate", "template": {"spec": pod}}) == {["template", "spec", "containers", 0]}
	_places({"apiVersion": "v1", "kind": "ConfigMap", "spec": pod}) == set()
}

test_custom_kinds if {
	pod := {"containers": [{"name": "x"}]}
	kinds := [{"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "pod_template": ["spec", "template"]}]
	rollout := object.union(fixtures.workload("Rollout", pod), {"apiVersion": "argoproj.io/v1alpha1"})
	found := workload.pod_specs with input as rollout with data.hash.kinds as kinds
	found == {{"path": ["spec", "template", "spec"], "object": pod}}
	older := workload.pod_specs with input as object.union(rollout, {"apiVersion": "argoproj.io/v1"}) with data.hash.kinds as kinds
	older == set()
}

test_kinds_that_borrow_a_name_are_not_judged if {
	_places(object.union(fixtures.deployment({"containers": [{"name": "x"}]}), {"apiVersion": "example.com/v1"})) == set()
}

test_odd_pods if {
	_places(fixtures.deployment({"containers": ["text", null]})) == set()
	_places(fixtures.deployment({"containers": null})) == set()
	_places(fixtures.deployment("text")) == set()
	_places({"apiVersion": "apps/v1", "kind": "Deployment"}) == set()
	_places({"kind": "Deployment", "spec": {"template": {"spec": {"containers": [{}]}}}}) == {["spec", "template", "spec", "containers", 0]}
}

test_group if {
	workload.group == "apps" with input.apiVersion as "apps/v1"
	workload.group == "" with input.apiVersion as "v1"
}

test_existing if {
	resource := {"a": {"b": [{"c": false}, {"d": null}]}}
	workload.existing(["a", "b", 0, "c"]) == ["a", "b", 0, "c"] with input as resource
	workload.existing(["a", "b", 1, "d"]) == ["a", "b", 1] with input as resource
	workload.existing(["a", "b", 2, "d"]) == ["a", "b"] with input as resource
	workload.existing(["x", "y"]) == [] with input as resource
}
