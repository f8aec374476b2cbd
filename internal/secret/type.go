package secret

import "slices"

// Types of Secrets as Kubernetes knows them.
const (
	typeOpaque = "Opaque"
	typeTLS    = "kubernetes.io/tls"
	typeDocker = "kubernetes.io/dockerconfigjson"
)

// typeFor is the type of a Secret by its keys. Whoever pulls images or serves TLS may take no other.
func typeFor(keys []string) string {
	switch {
	case slices.Contains(keys, "tls.crt") && slices.Contains(keys, "tls.key"):
		return typeTLS
	case slices.Contains(keys, dockerConfig):
		return typeDocker
	default:
		return typeOpaque
	}
}
