package hash.image.registry_test

import data.hash.image.registry
import data.hash.lib.fixtures_test as fixtures

_deny(image, params) := found if {
	found := registry.deny with input as fixtures.pod({"containers": [{"name": "api", "image": image}]})
		with data.hash.kinds as fixtures.kinds
		with data.hash.params as params
}

_finding(image, allowed) := {
	"msg": sprintf(`container "api" uses image %q from outside the allowed registries`, [image]),
	"path": ["spec", "containers", 0, "image"],
	"fix": sprintf("use an image from one of: %s", [allowed]),
	"container": "api",
}

test_silent_without_parameter if {
	_deny("evil.example/x", {}) == set()
	registry.deny == set() with input as fixtures.pod({"containers": [{"name": "api", "image": "x"}]})
		with data.hash.kinds as fixtures.kinds
}

test_good if {
	every image in ["ghcr.io/acme/api:1", "ghcr.io/acme/team/api", "nginx:1", "docker.io/library/nginx", "localhost:5000/x@sha256:0"] {
		_deny(image, {"allowedRegistries": ["ghcr.io/acme", "localhost:5000/", "docker.io/library/nginx"]}) == set()
	}
}

test_bad if {
	every image in ["ghcr.io/acme-evil/api:1", "ghcr.io/acme2", "acme/api", "localhost/x", "nginxx", "evil.example/ghcr.io/acme/x"] {
		_deny(image, {"allowedRegistries": ["ghcr.io/acme", "docker.io/library/nginx"]}) == {_finding(image, "docker.io/library/nginx, ghcr.io/acme")}
	}
}

# A list that allows nothing, or that is no list, must not open the gate.
test_odd_parameters_allow_nothing if {
	every allowed in [[], ["", "/", 7, null], "ghcr.io", {}, null, 7] {
		_deny("ghcr.io/acme/api:1", {"allowedRegistries": allowed}) == {_finding("ghcr.io/acme/api:1", "")}
	}
}
