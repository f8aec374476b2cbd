package hash.service.external_exposure_test

import data.hash.service.external_exposure

_deny(spec) := found if {
	found := external_exposure.deny with input as {"apiVersion": "v1", "kind": "Service", "spec": spec}
}

_type(name) := {
	"msg": sprintf("the service is open to the outside: type %s", [name]),
	"path": ["spec", "type"],
	"fix": "use type ClusterIP and an Ingress",
}

_addresses := {
	"msg": "the service is open to the outside: it has externalIPs",
	"path": ["spec", "externalIPs"],
	"fix": "remove externalIPs and use an Ingress",
}

test_good if {
	every spec in [{}, {"type": "ClusterIP"}, {"type": "ExternalName"}, {"externalIPs": []}, {"externalIPs": null}] {
		_deny(spec) == set()
	}
	external_exposure.deny == set() with input as {"apiVersion": "serving.knative.dev/v1", "kind": "Service", "spec": {"type": "NodePort"}}
	external_exposure.deny == set() with input as {"apiVersion": "v1", "kind": "Other", "spec": {"type": "NodePort"}}
}

test_bad if {
	_deny({"type": "LoadBalancer"}) == {_type("LoadBalancer")}
	_deny({"type": "NodePort", "externalIPs": ["192.0.2.1"]}) == {_type("NodePort"), _addresses}
	_deny({"externalIPs": ["192.0.2.1"]}) == {_addresses}
}
