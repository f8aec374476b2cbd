# METADATA
# scope: package
# title: Fixtures
# description: What the program gives to every rule, and small resources, for the tests of the rules.
package hash.lib.fixtures_test

kinds := [
	{"apiVersion": "", "kind": "Deployment", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "StatefulSet", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "DaemonSet", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "ReplicaSet", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "ReplicationController", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "Job", "pod_template": ["spec", "template"]},
	{"apiVersion": "", "kind": "CronJob", "pod_template": ["spec", "jobTemplate", "spec", "template"]},
	{"apiVersion": "", "kind": "PodTemplate", "pod_template": ["template"]},
	{"apiVersion": "", "kind": "Pod", "pod_template": []},
]

deployment(pod) := workload("Deployment", pod)

workload(kind, pod) := {
	"apiVersion": "apps/v1",
	"kind": kind,
	"metadata": {"name": "api"},
	"spec": {"template": {"spec": pod}},
}

cron_job(pod) := {
	"apiVersion": "batch/v1",
	"kind": "CronJob",
	"metadata": {"name": "nightly"},
	"spec": {"jobTemplate": {"spec": {"template": {"spec": pod}}}},
}

pod(spec) := {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "once"}, "spec": spec}
