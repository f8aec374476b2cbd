package environ

import (
	"iter"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Keys of certificates, by the conventions of Kubernetes and of its Gateway API.
const (
	certificateKey = "tls.crt"
	privateKey     = "tls.key"
	authorityKey   = "ca.crt"
)

// ResourceReferences gives what a resource without pods takes from ConfigMaps and Secrets: certificates
// of Ingresses, Gateways and BackendTLSPolicies, and the Secrets of ServiceAccounts.
func ResourceReferences(r *manifest.Resource) iter.Seq[Reference] {
	id := r.ID()
	spec, _ := r.Object()["spec"].(map[string]any)
	switch kind := id.Kind; id.Group() {
	case "":
		if kind == "ServiceAccount" {
			return slices.Values(ofServiceAccount(r.Object()))
		}
	case "networking.k8s.io", "extensions":
		if kind == "Ingress" {
			return slices.Values(ofIngress(spec))
		}
	case "gateway.networking.k8s.io":
		switch kind {
		case "Gateway":
			return slices.Values(ofGateway(spec))
		case "BackendTLSPolicy":
			return slices.Values(ofBackendTLSPolicy(spec))
		}
	}
	return slices.Values([]Reference(nil))
}

func ofServiceAccount(account map[string]any) []Reference {
	return append(secrets(nil, account, "secrets", UseServiceAccount),
		secrets(nil, account, "imagePullSecrets", UseImagePull)...)
}

func ofIngress(spec map[string]any) []Reference {
	var found []Reference
	for i, entry := range entries(spec, "tls") {
		if name, _ := entry["secretName"].(string); name != "" {
			found = append(found, certificate(name, manifest.Path{"spec", "tls", i, "secretName"}))
		}
	}
	return found
}

func ofGateway(spec map[string]any) []Reference {
	var found []Reference
	for i, listener := range entries(spec, "listeners") {
		tls, _ := listener["tls"].(map[string]any)
		for j, entry := range entries(tls, "certificateRefs") {
			if name := named(entry, Secret, Secret); name != "" {
				r := certificate(name, manifest.Path{"spec", "listeners", i, "tls", "certificateRefs", j, "name"})
				r.Namespace, _ = entry["namespace"].(string)
				found = append(found, r)
			}
		}
	}
	return found
}

func ofBackendTLSPolicy(spec map[string]any) []Reference {
	var found []Reference
	validation, _ := spec["validation"].(map[string]any)
	for i, entry := range entries(validation, "caCertificateRefs") {
		if name := named(entry, ConfigMap, ""); name != "" {
			path := manifest.Path{"spec", "validation", "caCertificateRefs", i, "name"}
			found = append(found, Reference{Kind: ConfigMap, Name: name, Use: UseTLS, Path: path, Keys: []Key{{authorityKey, path}}})
		}
	}
	return found
}

func certificate(name string, path manifest.Path) Reference {
	return Reference{Kind: Secret, Name: name, Use: UseTLS, Path: path, Keys: []Key{{certificateKey, path}, {privateKey, path}}}
}

// named gives the name in a reference that says what it leads to, where that is an object of the kind
// wanted. A reference that names no kind means one of the kind given for it.
func named(entry map[string]any, wanted, unnamed string) string {
	group, _ := entry["group"].(string)
	kind, _ := entry["kind"].(string)
	if kind == "" {
		kind = unnamed
	}
	if group != "" || kind != wanted {
		return ""
	}
	name, _ := entry["name"].(string)
	return name
}
