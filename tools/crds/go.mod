// The modules that hold CRDs of others, for tests. No package of them is built.
module github.com/hashintel/helm-hash/tools/crds

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/external-secrets/external-secrets v1.3.2
	sigs.k8s.io/gateway-api v1.6.3
)
