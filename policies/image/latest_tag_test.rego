package hash.image.latest_tag_test

import data.hash.image.latest_tag
import data.hash.lib.fixtures_test as fixtures

_deny(pod) := found if {
	found := latest_tag.deny with input as fixtures.deployment(pod) with data.hash.kinds as fixtures.kinds
}

test_good if {
	every image in ["nginx:1", "host:5000/nginx:1", "nginx:latest-alpine", "nginx:latest@sha256:0123456789abcdef0123456789abcdef"] {
		_deny({"containers": [{"name": "api", "image": image}]}) == set()
	}
}

test_bad if {
	_deny({
		"containers": [{"name": "api", "image": "host:5000/nginx"}],
		"initContainers": [{"name": "wait", "image": "busybox:latest"}],
	}) == {
		{
			"msg": `container "api" uses image "host:5000/nginx", which has no tag and so means latest`,
			"path": ["spec", "template", "spec", "containers", 0, "image"],
			"fix": "name a version, such as :1.4.2, or a digest",
			"container": "api",
		},
		{
			"msg": `init container "wait" uses image "busybox:latest", which has the moving tag latest`,
			"path": ["spec", "template", "spec", "initContainers", 0, "image"],
			"fix": "name a version, such as :1.4.2, or a digest",
			"container": "wait",
		},
	}
}
