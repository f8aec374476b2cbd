package environ_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
)

const services = `
{apiVersion: v1, kind: Service, metadata: {name: hash-redis}, spec: {ports: [{port: 6379}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: api}, spec: {clusterIP: 10.0.0.7, ports: [{name: http-web, port: 80}, {name: dns, port: 53, protocol: UDP}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: headless}, spec: {clusterIP: None, ports: [{port: 1}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: external}, spec: {type: ExternalName, externalName: example.com, ports: [{port: 1}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: portless}, spec: {}}
---
{apiVersion: v1, kind: Service, metadata: {name: foreign, namespace: other}, spec: {ports: [{port: 1}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: hooked, annotations: {helm.sh/hook: pre-install}}, spec: {ports: [{port: 1}]}}
---
`

func TestServiceLinks(t *testing.T) {
	t.Parallel()
	want := []string{
		"URL=tcp://<service hash-redis>:6379/0",
		"API_SERVICE_HOST=mine",
		"API_SERVICE_PORT=80",
		"API_SERVICE_PORT_HTTP_WEB=80",
		"API_SERVICE_PORT_DNS=53",
		"API_PORT=tcp://10.0.0.7:80",
		"API_PORT_80_TCP=tcp://10.0.0.7:80",
		"API_PORT_80_TCP_PROTO=tcp",
		"API_PORT_80_TCP_PORT=80",
		"API_PORT_80_TCP_ADDR=10.0.0.7",
		"API_PORT_53_UDP=udp://10.0.0.7:53",
		"API_PORT_53_UDP_PROTO=udp",
		"API_PORT_53_UDP_PORT=53",
		"API_PORT_53_UDP_ADDR=10.0.0.7",
		"HASH_REDIS_SERVICE_HOST=<service hash-redis>",
		"HASH_REDIS_SERVICE_PORT=6379",
		"HASH_REDIS_PORT=tcp://<service hash-redis>:6379",
		"HASH_REDIS_PORT_6379_TCP=tcp://<service hash-redis>:6379",
		"HASH_REDIS_PORT_6379_TCP_PROTO=tcp",
		"HASH_REDIS_PORT_6379_TCP_PORT=6379",
		"HASH_REDIS_PORT_6379_TCP_ADDR=<service hash-redis>",
	}
	got := lines(environment(t, services, `{env: [{name: URL, value: "$(HASH_REDIS_PORT)/0"}, {name: API_SERVICE_HOST, value: mine}]}`, nil))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestAPIServerLinks holds that these are there always, and that enableServiceLinks is about the others.
func TestAPIServerLinks(t *testing.T) {
	t.Parallel()
	const links = `spec: {enableServiceLinks: false, containers: [{env: [{name: URL, value: "https://$(KUBERNETES_SERVICE_HOST)$(API_PORT)"}]}]}`
	want := []string{
		"URL=https://<service kubernetes>$(API_PORT)",
		"KUBERNETES_SERVICE_HOST=<service kubernetes>",
		"KUBERNETES_SERVICE_PORT=443",
		"KUBERNETES_SERVICE_PORT_HTTPS=443",
		"KUBERNETES_PORT=tcp://<service kubernetes>:443",
		"KUBERNETES_PORT_443_TCP=tcp://<service kubernetes>:443",
		"KUBERNETES_PORT_443_TCP_PROTO=tcp",
		"KUBERNETES_PORT_443_TCP_PORT=443",
		"KUBERNETES_PORT_443_TCP_ADDR=<service kubernetes>",
	}
	set := read(t, services+"{apiVersion: v1, kind: Pod, metadata: {name: p}, "+links+"}")
	for c := range environ.Containers(set, kinds()) {
		got := lines(environ.Collect(set, "ns").Of(c.Workload, c.Template, c.Container))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("-want +got:\n%s", d)
		}
	}
}

// TestLinksInDoubt holds that what envFrom might bring is stronger than a link.
func TestLinksInDoubt(t *testing.T) {
	t.Parallel()
	e := environment(t, `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1}]}}
---
`, `{envFrom: [{prefix: A_SERVICE_, secretRef: {name: gone, optional: true}}], env: [{name: X, value: $(A_SERVICE_PORT)}]}`, nil)
	got := lines(e)[:3]
	want := []string{"X=1 depends on Secret gone", "A_SERVICE_HOST=<service a> ? Secret gone", "A_SERVICE_PORT=1 ? Secret gone"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
