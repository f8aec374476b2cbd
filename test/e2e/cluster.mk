# The control plane of test/e2e/cluster, and Gatekeeper. Built once, and without optimisation, since that takes minutes
# less; but for the packages that an API server spends its time in. Other flags compile all of Kubernetes again.

KUBE ?= 1.37
kube_mod_1.37 := go.mod
kube_mod_1.34 := v1.34.mod
kube_mod  := $(or $(kube_mod_$(KUBE)),$(error KUBE is 1.37 or 1.34))
kube      := $(shell sed -nE 's|^\tk8s.io/kubernetes (v[0-9.]+)$$|\1|p' test/e2e/kubelab/$(kube_mod))
kubelab   := .cache/kube/kubelab-$(kube)
gatekeeper := .cache/kube/gatekeeper-$(shell sed -nE 's|.*open-policy-agent/gatekeeper/v3 (v[0-9.]+).*|\1|p' tools/gatekeeper/go.mod)
KUBELAB    ?= $(CURDIR)/$(kubelab)
GATEKEEPER ?= $(CURDIR)/$(gatekeeper)
export KUBELAB GATEKEEPER

optimized   := std k8s.io/apimachinery/... k8s.io/apiserver/... sigs.k8s.io/... go.etcd.io/... github.com/... \
	google.golang.org/... golang.org/... go.yaml.in/...
quick_build  = go build -C $(1) -trimpath -gcflags 'all=-N -l -dwarf=false' $(optimized:%=-gcflags='%=-dwarf=false')
kube_version = -X k8s.io/component-base/version.git$(1)=$(2)
kube_part    = $(word $(1),$(subst ., ,$(kube:v%=%)))
kube_flags  := $(call kube_version,Version,$(kube)) $(call kube_version,Major,$(call kube_part,1)) $(call kube_version,Minor,$(call kube_part,2))

.PHONY: control-plane
control-plane: $(if $(filter file,$(origin KUBELAB)),$(kubelab)) $(if $(filter file,$(origin GATEKEEPER)),$(gatekeeper)) ## Build Kubernetes (KUBE=1.37 or 1.34) and Gatekeeper: minutes
	@cd tools/crds && go mod download

$(kubelab): test/e2e/kubelab/$(kube_mod) test/e2e/kubelab/main.go
	$(call quick_build,test/e2e/kubelab) -modfile=$(kube_mod) -o $(CURDIR)/$@ -ldflags '-s -w $(kube_flags)' .

$(gatekeeper): tools/gatekeeper/go.mod
	$(call quick_build,tools/gatekeeper) -o $(CURDIR)/$@ -ldflags '-s -w' github.com/open-policy-agent/gatekeeper/v3
