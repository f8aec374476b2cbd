# The servers of TestServers, from Debian's packages.

server_programs := postgres initdb psql redis-server redis-cli nginx busybox dash
server_packages := postgresql redis-server nginx busybox

.PHONY: servers
servers: ## Install the servers that the tests start (Debian, as root)
	@PATH="$$PATH:/usr/sbin:/sbin:$$(echo /usr/lib/postgresql/*/bin | tr ' ' :)"; missing=; \
	for program in $(server_programs); do command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	  echo "missing:$$missing: apt-get install -y $(server_packages)" >&2; exit 2; \
	fi; \
	set -e; policy=/usr/sbin/policy-rc.d; \
	if [ ! -e $$policy ]; then : 'Debian starts what it installs, unless this says no.'; \
	  trap "rm -f $$policy" EXIT; printf '#!/bin/sh\nexit 101\n' >$$policy; chmod +x $$policy; \
	fi; \
	apt-get update -qq; \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(server_packages)
