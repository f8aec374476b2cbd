# METADATA
# scope: package
# title: Services stay inside the cluster
# description: >-
#   A Service of type LoadBalancer or NodePort, or with externalIPs, can be reached from outside without
#   passing the ingress controller, its TLS and its limits.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
#     description: Service type
# custom:
#   severity: error
#   profiles: [production]
#   remediation: Use type ClusterIP and publish the service with an Ingress.
package hash.service.external_exposure

deny contains {
	"msg": sprintf("the service is open to the outside: type %s", [input.spec.type]),
	"path": ["spec", "type"],
	"fix": "use type ClusterIP and an Ingress",
} if {
	_is_service
	input.spec.type in {"LoadBalancer", "NodePort"}
}

deny contains {
	"msg": "the service is open to the outside: it has externalIPs",
	"path": ["spec", "externalIPs"],
	"fix": "remove externalIPs and use an Ingress",
} if {
	_is_service
	input.spec.externalIPs[0]
}

_is_service if {
	input.apiVersion == "v1"
	input.kind == "Service"
}
