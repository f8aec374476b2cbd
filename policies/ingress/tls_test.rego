package hash.ingress.tls_test

import data.hash.ingress.tls

_deny(spec) := found if {
	found := tls.deny with input as {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "spec": spec}
}

_finding(who, path) := {
	"msg": sprintf("%s is served without TLS", [who]),
	"path": path,
	"fix": "add the host to an entry of spec.tls",
}

test_good if {
	every names in [["a.example.com"], ["*.example.com"], ["x.org", "a.example.com"], [], null] {
		_deny({"rules": [{"host": "a.example.com"}], "tls": [{"hosts": names}]}) == set()
	}
	_deny({"rules": [{"host": "*.example.com"}], "tls": [{"hosts": ["*.example.com"]}]}) == set()
	_deny({"rules": [{}], "tls": [{"secretName": "default"}]}) == set()
	_deny({"defaultBackend": {}, "tls": [{}]}) == set()
}

test_others_are_not_judged if {
	every apiVersion, kind in {"example.com/v1": "Ingress", "v1": "Ingress", "networking.k8s.io/v1": "IngressClass"} {
		tls.deny == set() with input as {"apiVersion": apiVersion, "kind": kind, "spec": {"rules": [{"host": "a.example.com"}]}}
	}
}

test_uncovered_host if {
	every entries in [null, [], [{"hosts": ["b.example.com", "*.com", "*.a.example.com"]}]] {
		_deny({"rules": [{"host": "a.example.com"}], "tls": entries}) == {_finding("host a.example.com", ["spec", "rules", 0, "host"])}
	}
}

test_every_host if {
	_deny({"rules": [{"http": {}}], "tls": [{"hosts": ["a.example.com"]}]}) == {_finding("every host", ["spec", "rules", 0])}
	every rules in [[], null] {
		_deny({"rules": rules, "defaultBackend": {"service": {}}}) == {_finding("every host", ["spec", "defaultBackend"])}
	}
	_deny({}) == {_finding("every host", ["spec"])}
}
