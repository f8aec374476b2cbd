# `make help` lists the targets. `make test` needs Go and git only; demo, bench and e2e also build a pinned Helm 3 and
# Helm 4 once, unless HELM3 and HELM4 name binaries.

FUZZTIME ?= 30s
HELM     ?= helm

# A Helm is as old as its module in tools/, and its binary is named by that version: an upgrade builds a new one.
helm3 := .cache/helm/helm3-$(shell sed -nE 's|.*helm.sh/helm/v3 (v[0-9.]+).*|\1|p' tools/helm3/go.mod)
helm4 := .cache/helm/helm4-$(shell sed -nE 's|.*helm.sh/helm/v4 (v[0-9.]+).*|\1|p' tools/helm4/go.mod)
HELM3 ?= $(CURDIR)/$(helm3)
HELM4 ?= $(CURDIR)/$(helm4)
export HELM3 HELM4

# That of plugin.yaml, by which `requires` in hash.yaml is judged, with the commit as build metadata.
version  = $(or $(plugin_version)$(addprefix +,$(commit)),dev)
plugin_version := $(shell sed -n 's/^version: //p' plugin.yaml 2>/dev/null)
commit   = $(shell git describe --always --dirty --exclude='*' 2>/dev/null)
tool     = go tool -modfile=tools/go.mod
fuzzers  = $(shell grep -roE '^func Fuzz\w+' --include='*_test.go' cmd internal policies 2>/dev/null | \
             sed -E 's|/[^/]*:func |:|' | sort)

.PHONY: help
help: ## Show this list
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

build    = CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(version)'

.PHONY: build
build: ## Build bin/hash-post and bin/helm-hash
	$(build) -o bin/ ./cmd/hash-post ./cmd/helm-hash

.PHONY: demo
demo: build helms ## Show a good chart and a refused one, in both Helms
	@sh demo/run.sh

.PHONY: test
test: ## Run the tests
	go test ./...

.PHONY: check
check: ## Run all static checks and the tests; changes nothing
	$(tool) golangci-lint fmt --diff
	go mod tidy -diff
	go vet ./...
	$(tool) golangci-lint run
	cd test/e2e && go tool -modfile=$(CURDIR)/tools/go.mod golangci-lint run
	$(MAKE) test

.PHONY: fmt
fmt: ## Format the code
	$(tool) golangci-lint fmt

.PHONY: update
update: ## Rewrite expected results and generated files; read the diff
	UPDATE=1 go test ./...

.PHONY: docs
docs: ## Rewrite the generated pages and the JSON Schema only
	UPDATE=1 go test -run 'Docs|Schema' ./...

.PHONY: bench
bench: build helms ## Measure; prints figures, judges nothing
	go test -run '^$$' -bench . -benchmem ./...

# Go before 1.27 at times calls a target failed whose time is over (golang/go#75804), with "context deadline exceeded" for
# its only reason. An input that really fails is written to testdata, and the output says so.
.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME (30s)
	@test -n '$(fuzzers)' || { echo 'no fuzz target found' >&2; exit 1; }
	@mkdir -p .cache; log=.cache/fuzz.log; for target in $(fuzzers); do \
		echo "fuzz $$target"; \
		go test "./$${target%:*}" -run '^$$' -fuzz "^$${target#*:}\$$" -fuzztime $(FUZZTIME) >$$log 2>&1 || \
		{ grep -q 'context deadline exceeded' $$log && ! grep -q 'Failing input written' $$log; } || { cat $$log; exit 1; }; \
		grep 'fuzz: elapsed' $$log | tail -n 1; \
	done

.PHONY: e2e
e2e: archive helms servers control-plane ## Test with a real Helm 3 and Helm 4, Kubernetes, PostgreSQL, Redis and nginx
	cd test/e2e && go test -count=1 -vet=off -parallel 6 ./...

# The plugin's archive for a platform. The plugin.yaml of `helm hash` comes first, since Helm 4 reads the first one, and
# there is no entry ./, which Helm 3 cannot unpack.
platforms := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64

.PHONY: archive archives $(platforms)
archive: ## Pack the plugin for this platform into dist/
	@$(MAKE) --no-print-directory $$(go env GOOS)/$$(go env GOARCH)
archives: $(platforms) ## Pack the plugin for all platforms into dist/
$(platforms):
	rm -rf dist/$@
	mkdir -p dist/$@/cmd/hash-post
	GOOS=$(@D) GOARCH=$(@F) $(build) -o dist/$@/bin/ ./cmd/hash-post ./cmd/helm-hash
	cp plugin.yaml cmd/helm-hash/plugin.complete dist/$@/
	cp cmd/hash-post/plugin.yaml dist/$@/cmd/hash-post/
	tar -C dist/$@ -czf dist/hash-$(plugin_version)-$(@D)-$(@F).tgz plugin.yaml plugin.complete bin cmd

.PHONY: install
install: archive ## Install as the plugin `hash` of helm, or of HELM=...
	@set -e; \
	command -v $(HELM) >/dev/null || { echo "no $(HELM) on the PATH: make install HELM=/path/to/helm" >&2; exit 2; }; \
	plugins=$$($(HELM) env HELM_PLUGINS); plugins=$${plugins%%:*}; dir=$${plugins:?}/hash; \
	rm -rf "$$dir"; mkdir -p "$$dir"; tar -C "$$dir" -xzf dist/hash-$(plugin_version)-$$(go env GOOS)-$$(go env GOARCH).tgz; \
	echo "installed: $$dir"; \
	case $$($(HELM) version --template '{{.Version}}') in \
	v3*) echo "next:      helm template RELEASE CHART --post-renderer '$$dir/bin/hash-post'" ;; \
	*)   echo "next:      export HELM_PLUGINS='$$plugins:$$dir/cmd'   # Helm 4 only: Helm 3 would load no plugin at all"; \
	     echo "           helm template RELEASE CHART --post-renderer hash-post" ;; \
	esac

.PHONY: helms
helms: $(if $(filter file,$(origin HELM3)),$(helm3)) $(if $(filter file,$(origin HELM4)),$(helm4)) ## Build the pinned Helm 3 and Helm 4

# Without these Helm 3 takes every cluster for Kubernetes 1.20; Helm 4 looks into its build information instead.
kube_minor := 34
helm3_flags = -X helm.sh/helm/v3/internal/version.version=$(@:.cache/helm/helm3-%=%) \
	-X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1  -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=$(kube_minor) \
	-X helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor=$(kube_minor)
helm4_flags = -X helm.sh/helm/v4/internal/version.version=$(@:.cache/helm/helm4-%=%)

$(helm3): tools/helm3/go.mod
	go build -C tools/helm3 -trimpath -ldflags '-s -w $(helm3_flags)' -o ../../$@ helm.sh/helm/v3/cmd/helm

$(helm4): tools/helm4/go.mod
	go build -C tools/helm4 -trimpath -ldflags '-s -w $(helm4_flags)' -o ../../$@ helm.sh/helm/v4/cmd/helm

.PHONY: clean
clean: ## Remove what was built, the pinned Helms too
	rm -rf bin dist .cache

include local.mk test/e2e/servers.mk test/e2e/cluster.mk
