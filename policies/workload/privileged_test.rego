package hash.workload.privileged_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.workload.privileged

_deny(resource) := found if {
	found := privileged.deny with input as resource with data.hash.kinds as fixtures.kinds
}

test_good if {
	every context in [{"privileged": false}, {}, null] {
		_deny(fixtures.deployment({"containers": [{"name": "api", "securityContext": context}, {"name": "plain"}]})) == set()
	}
}

test_bad if {
	bad := {"privileged": true}
	_deny(fixtures.cron_job({
		"initContainers": [{"name": "wait", "securityContext": bad}],
		"containers": [{"name": "good"}, {"name": "job", "securityContext": bad}],
	})) == {
		{
			"msg": `init container "wait" runs privileged`,
			"path": ["spec", "jobTemplate", "spec", "template", "spec", "initContainers", 0, "securityContext", "privileged"],
			"fix": "remove securityContext.privileged",
			"container": "wait",
		},
		{
			"msg": `container "job" runs privileged`,
			"path": ["spec", "jobTemplate", "spec", "template", "spec", "containers", 1, "securityContext", "privileged"],
			"fix": "remove securityContext.privileged",
			"container": "job",
		},
	}
}
