package hash.lib.image_test

import data.hash.lib.fixtures_test as fixtures
import data.hash.lib.image

test_references if {
	pod := {
		"containers": [{"name": "api", "image": "acme/api:1"}, {"name": "unset"}, {"name": "empty", "image": ""}],
		"volumes": [{"name": "model", "image": {"reference": "acme/model:1"}}, {"name": "tmp", "emptyDir": {}}],
	}
	found := image.references with input as fixtures.pod(pod) with data.hash.kinds as fixtures.kinds
	found == {
		{
			"path": ["spec", "containers", 0, "image"],
			"value": "acme/api:1",
			"label": `container "api"`,
			"container": "api",
		},
		{
			"path": ["spec", "volumes", 0, "image", "reference"],
			"value": "acme/model:1",
			"label": `volume "model"`,
			"container": "",
		},
	}
}

test_tag if {
	every reference, tag in {
		"nginx": "",
		"nginx:1": "1",
		"nginx:": "",
		"host:5000/nginx": "",
		"host:5000/nginx:1": "1",
		"host:5000/nginx:1@sha256:0123": "1",
		"nginx\nlatest:2": "2",
	} {
		image.tag(reference) == tag
	}
}

test_digest if {
	image.has_digest("nginx@sha256:0123456789abcdef0123456789abcdef")
	not image.has_digest("nginx:sha256")
	not image.has_digest("nginx@sha256:0123")
	not image.has_digest("nginx")
}

test_full_name if {
	every reference, name in {
		"nginx": "docker.io/library/nginx",
		"nginx:1@sha256:0123": "docker.io/library/nginx",
		"docker.io/nginx": "docker.io/library/nginx",
		"index.docker.io/nginx": "docker.io/library/nginx",
		"index.docker.io/acme/x": "docker.io/acme/x",
		"acme/x": "docker.io/acme/x",
		"acme/team/x": "docker.io/acme/team/x",
		"localhost/x": "localhost/x",
		"localhost:5000/x": "localhost:5000/x",
		"registry:5000/team/x:1": "registry:5000/team/x",
		"ghcr.io/x": "ghcr.io/x",
		"Host/x": "Host/x",
		"nginx\nghcr.io/acme": "nginx\nghcr.io/acme",
	} {
		image.full_name(reference) == name
	}
}
