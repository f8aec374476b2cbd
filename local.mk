# The HASH backend on a laptop, in a k3d cluster:
#
#   make k3d-up images up HASH=../hash
#
# docs/local.md goes through it step by step. Every command names the context k3d-hash, so that no other
# cluster of the kubeconfig is ever spoken to.

HASH         ?=
REGISTRY     := hash-registry.localhost:5000/hash
TAG          := local
FRONTEND_URL := http://hash.localhost
API_ORIGIN   := http://api.hash.localhost
DB_PORT      := 5432
TIMEOUT      := 15m

INGRESS_NGINX := 4.15.1

kubectl := kubectl --context k3d-hash --namespace hash
helm     = $(HELM) --kube-context k3d-hash

# Helm would take this server and this token whatever the context.
unexport HELM_KUBEAPISERVER HELM_KUBETOKEN

.PHONY: k3d-up
k3d-up: need-docker need-k3d need-helm ## Create the k3d cluster hash, with a registry and ingress-nginx
	if k3d cluster list hash >/dev/null 2>&1; then k3d cluster start hash; else k3d cluster create --config k3d-config.yaml; fi
	$(helm) upgrade --install ingress-nginx ingress-nginx --repo https://kubernetes.github.io/ingress-nginx \
		--version $(INGRESS_NGINX) --namespace ingress-nginx --create-namespace --wait --timeout $(TIMEOUT)

.PHONY: images
images: image-postgres image-kratos image-graph-migrate image-graph image-api image-frontend ## Build and push the six images of HASH=path/to/hash

.PHONY: up
up: need-helm secrets ## Install or upgrade the chart
	$(plugins)$(helm) upgrade --install hash ./chart --namespace hash --values overlays/local/values.yaml \
		--set-string image.tag=$(TAG) --set-string migrations.revision="$$(date -u +%s)" \
		--post-renderer $(post_renderer) --wait --wait-for-jobs --timeout $(TIMEOUT)

.PHONY: db
db: need-kubectl ## Forward localhost:5432 to the database
	$(info In another terminal:)
	$(info )
	$(info   PGPASSWORD="$$($(call secret,hash-postgres,superuser-password))" psql -h 127.0.0.1 -p $(DB_PORT) -U postgres graph)
	$(info )
	$(kubectl) port-forward service/hash-db $(DB_PORT):5432

.PHONY: dashboard
dashboard: need-kubectl ## Print a token for https://k8s.hash.localhost
	@echo 'Log in at https://k8s.hash.localhost with this token:'
	$(kubectl) create token hash-dashboard-viewer

.PHONY: down
down: need-helm ## Uninstall the chart; the Secrets stay
	$(helm) uninstall hash --namespace hash --ignore-not-found --wait
	@echo 'Gone with it: the database, its volume included. Kept: the Secrets of the namespace hash.'

.PHONY: k3d-down
k3d-down: need-docker need-k3d ## Delete the k3d cluster with all that is in it, and its registry
	k3d cluster delete hash

# Secrets that the cluster has are left out, so none is ever replaced. Not a plain pipe, since sh would not
# notice that the first command failed; and not a file, since these are passwords.
.PHONY: secrets
secrets: need-kubectl build
	$(kubectl) get namespace hash >/dev/null 2>&1 || $(kubectl) create namespace hash
	set -e; secrets=$$(bin/helm-hash secrets generate --env local --cluster --kube-context k3d-hash); \
		test -z "$$secrets" || printf '%s\n' "$$secrets" | $(kubectl) create -f -

# $(call secret,NAME,KEY) prints a value. Without the `with`, kubectl shows the whole Secret when the key is missing.
secret = $(kubectl) get secret $(1) -o go-template='{{with index .data "$(2)"}}{{base64decode .}}{{end}}'

# Helm 3 runs a program, Helm 4 a plugin: that of cmd/hash-post/plugin.yaml, which finds bin/ from there.
is_helm3      = $(filter v3%,$(shell $(HELM) version --template '{{.Version}}'))
post_renderer = $(if $(is_helm3),'$(CURDIR)/bin/hash-post',hash-post)
plugins       = $(if $(is_helm3),,HELM_PLUGINS='$(CURDIR)/cmd' )

# $(call image,NAME,ARGUMENTS OF DOCKER BUILD)
define image
docker build --tag $(REGISTRY)/$(1):$(TAG) $(2)
docker push $(REGISTRY)/$(1):$(TAG)
endef

dockerfiles := packages/hash/external-services/postgres packages/hash/external-services/kratos \
	packages/graph/deployment/migrations packages/graph/deployment/graph \
	packages/hash/docker/api/prod packages/hash/docker/frontend/prod

.PHONY: image-postgres image-kratos image-graph-migrate image-graph image-api image-frontend
image-postgres: need-docker checkout
	$(call image,hash-postgres,'$(HASH)/packages/hash/external-services/postgres')

# The image of that time has the key baked in with which kratos calls the api, so the Secret comes first. As a
# variable it stays off the command line.
image-kratos: need-docker checkout secrets
	set -e; API_SECRET=$$($(call secret,hash-kratos,webhook-key)); \
		export API_SECRET="$${API_SECRET:?the Secret hash-kratos has no webhook-key}"; \
		$(call image,kratos-prod,--build-arg ENV=prod --build-arg API_SECRET \
		--build-arg API_CALLBACK_URL=http://hash-api:5001/kratos-after-registration \
		'$(HASH)/packages/hash/external-services/kratos')

image-graph-migrate: need-docker checkout
	$(call image,hash-graph-migrate-prod,--file '$(HASH)/packages/graph/deployment/migrations/Dockerfile' '$(HASH)/packages/graph')

image-graph: need-docker checkout
	$(call image,hash-graph-prod,--file '$(HASH)/packages/graph/deployment/graph/Dockerfile' '$(HASH)/packages/graph')

image-api: need-docker checkout
	$(call image,hash-api-prod,--file '$(HASH)/packages/hash/docker/api/prod/Dockerfile' '$(HASH)')

image-frontend: need-docker checkout
	$(call image,hash-frontend-prod,--file '$(HASH)/packages/hash/docker/frontend/prod/Dockerfile' \
		--build-arg FRONTEND_URL=$(FRONTEND_URL) --build-arg API_ORIGIN=$(API_ORIGIN) \
		--build-arg SYSTEM_USER_PREFERRED_NAME='System User' --build-arg SYSTEM_USER_SHORTNAME=system-user '$(HASH)')

.PHONY: checkout
checkout:
	@test -n '$(HASH)' || { echo 'HASH is not set: add HASH=path/to/hash, a checkout of the HASH repository' >&2; exit 2; }
	@for dir in $(dockerfiles); do test -f '$(HASH)'/$$dir/Dockerfile || { \
		echo "HASH=$(HASH) has no $$dir/Dockerfile: docs/local.md says which commit of HASH to check out" >&2; exit 2; }; \
	done

install_docker  := https://docs.docker.com/get-docker/
install_k3d     := brew install k3d, or https://k3d.io/stable/\#installation
install_kubectl := brew install kubectl, or https://kubernetes.io/docs/tasks/tools/
install_helm    := brew install helm, or https://helm.sh/docs/intro/install/

needs := need-docker need-k3d need-kubectl need-helm
.PHONY: $(needs)
$(needs): need-%:
	@command -v $(or $(filter-out helm,$*),$(HELM)) >/dev/null || { echo 'no $(or $(filter-out helm,$*),$(HELM)) on the PATH: $(install_$*)' >&2; exit 2; }
