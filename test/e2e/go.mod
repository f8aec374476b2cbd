module github.com/hashintel/helm-hash/test/e2e

go 1.26.0

require (
	github.com/rogpeppe/go-internal v1.16.0
	sigs.k8s.io/yaml v1.6.0
)

require (
	go.yaml.in/yaml/v2 v2.4.2 // indirect
	golang.org/x/sys v0.26.0 // indirect
	golang.org/x/tools v0.26.0 // indirect
)
