# METADATA
# scope: package
# title: Hosts are served over TLS
# description: >-
#   Each host of an Ingress is covered by an entry of spec.tls: by its name, by a wildcard one level above it,
#   or by an entry without hosts, which stands for the controller's default certificate.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
#     description: Ingress, TLS
# custom:
#   severity: error
#   profiles: [production]
#   remediation: Add the host to the hosts of an entry of spec.tls that names its certificate's Secret.
package hash.ingress.tls

import data.hash.lib.workload

deny contains {
	"msg": sprintf("%s is served without TLS", [_label(served.host)]),
	"path": workload.existing(served.path),
	"fix": "add the host to an entry of spec.tls",
} if {
	input.kind == "Ingress"
	workload.group in {"networking.k8s.io", "extensions"}
	some served in _served
	not _covered(served.host)
}

_served contains {"path": ["spec", "rules", i, "host"], "host": _host(rule)} if some i, rule in input.spec.rules

# Without rules every request goes to the default backend.
_served contains {"path": ["spec", "defaultBackend"], "host": ""} if not input.spec.rules[0]

_host(rule) := rule.host if is_string(rule.host)

else := ""

_label("") := "every host"

_label(host) := sprintf("host %s", [host]) if host != ""

_covered(_) if {
	some entry in input.spec.tls
	not entry.hosts[0]
}

_covered(host) if host in input.spec.tls[_].hosts

_covered(host) if regex.replace(host, `^[^.]+\.`, "*.") in input.spec.tls[_].hosts
