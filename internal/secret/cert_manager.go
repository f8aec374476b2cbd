package secret

import (
	"strconv"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// certManager makes Secrets for Certificates, and for the Ingresses and Gateways that ask for one. It is
// no backend: nobody would have it make a password.
type certManager struct{}

func (certManager) Produces(r *manifest.Resource) []Secret {
	switch id := r.ID(); {
	case id.Group() == "cert-manager.io" && id.Kind == "Certificate":
		return certified(r)
	case id.Group() == "networking.k8s.io" && id.Kind == "Ingress" && (namesIssuer(r) || asksForTLS(r)):
		return certifiedHosts(r)
	case id.Group() == "gateway.networking.k8s.io" && id.Kind == "Gateway" && namesIssuer(r):
		return certifiedListeners(r)
	default:
		return nil
	}
}

// tlsSecret is a Secret of cert-manager. Issuers that know no authority leave ca.crt out, which only
// the cluster can tell.
func tlsSecret(name string) Secret {
	return Secret{Name: name, Keys: []string{"ca.crt", "tls.crt", "tls.key"}}
}

// certified gives the Secret of a Certificate; keystores and further formats add keys.
func certified(r *manifest.Resource) []Secret {
	spec := mapping(r.Object(), "spec")
	made := tlsSecret(text(spec, "secretName"))
	if made.Name == "" {
		return nil
	}
	made.Open = mapping(spec, "keystores") != nil || len(mappings(spec, "additionalOutputFormats")) > 0
	return []Secret{made}
}

// namesIssuer reports whether cert-manager makes Certificates of its own for the resource.
func namesIssuer(r *manifest.Resource) bool {
	annotations := r.Annotations()
	_, issuer := annotations["cert-manager.io/issuer"]
	_, clusterIssuer := annotations["cert-manager.io/cluster-issuer"]
	return issuer || clusterIssuer
}

// asksForTLS knows the oldest of the annotations, which leaves the issuer to the configuration of
// cert-manager. Only Ingresses have it.
func asksForTLS(r *manifest.Resource) bool {
	asks, err := strconv.ParseBool(r.Annotations()["kubernetes.io/tls-acme"])
	return err == nil && asks
}

func certifiedHosts(r *manifest.Resource) []Secret {
	var made []Secret
	for _, tls := range mappings(r.Object(), "spec", "tls") {
		name := text(tls, "secretName")
		hosts, _ := tls["hosts"].([]any)
		if name != "" && len(hosts) > 0 {
			made = append(made, tlsSecret(name))
		}
	}
	return made
}

func certifiedListeners(r *manifest.Resource) []Secret {
	var made []Secret
	for _, listener := range mappings(r.Object(), "spec", "listeners") {
		protocol := text(listener, "protocol")
		terminated := (protocol == "HTTPS" || protocol == "TLS") && text(listener, "tls", "mode") != "Passthrough"
		if !terminated || text(listener, "hostname") == "" {
			continue
		}
		for _, ref := range mappings(listener, "tls", "certificateRefs") {
			if ofGateway(ref, r.ID().Namespace) {
				made = append(made, tlsSecret(text(ref, "name")))
			}
		}
	}
	return made
}

// ofGateway reports whether a reference is to a Secret beside the Gateway: cert-manager makes no others.
func ofGateway(ref map[string]any, namespace string) bool {
	group, kind := text(ref, "group"), text(ref, "kind")
	elsewhere := text(ref, "namespace")
	return (group == "" || group == "core") && (kind == "" || kind == "Secret") &&
		(elsewhere == "" || elsewhere == namespace) && text(ref, "name") != ""
}
