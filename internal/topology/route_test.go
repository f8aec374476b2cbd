package topology_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/topology"
)

// edges writes all edges of a graph by the names of nodes: "from -> to :port by".
func edges(g *topology.Graph) []string {
	names := map[string]string{}
	for _, n := range g.Nodes {
		names[n.ID] = string(n.Role) + " " + n.Name
	}
	found := []string{}
	for _, e := range g.Edges {
		edge := names[e.From] + " -> " + names[e.To]
		for _, port := range e.Ports {
			edge += fmt.Sprintf(" :%d", port)
		}
		found = append(found, strings.TrimSpace(edge+" "+strings.Join(e.By, ",")))
	}
	return found
}

const web = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web}]}}}
---
`

func TestReadRoutes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		manifests string
		want      []string
	}{
		"port by number": {
			`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {ingressClassName: nginx, rules: [{host: A.example, http: {paths: [{path: /x, backend: {service: {name: web, port: {number: 81}}}}]}}]}}`,
			[]string{"host a.example -> gateway nginx", "gateway nginx -> workload web :81 a.example/x"},
		},
		"port by name": {
			`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, annotations: {kubernetes.io/ingress.class: traefik}}, spec: {rules: [{http: {paths: [{backend: {service: {name: web, port: {name: admin}}}}]}}]}}`,
			[]string{"host * -> gateway traefik", "gateway traefik -> workload web :81 */"},
		},
		"default backend": {
			`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}`,
			[]string{"host * -> gateway default", "gateway default -> workload web :80 *"},
		},
		"older form": {
			`{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a.example, http: {paths: [{backend: {serviceName: web, servicePort: http}}, {backend: {serviceName: web, servicePort: 81}}]}}]}}`,
			[]string{"host a.example -> gateway default", "gateway default -> workload web :80 :81 a.example/"},
		},
		"backend that is not in the release": {
			`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a.example, http: {paths: [{path: /, backend: {service: {name: gone, port: {number: 81}}}}, {path: /r, backend: {resource: {kind: Bucket, name: b}}}]}}]}}`,
			[]string{"host a.example -> gateway default", "gateway default -> service gone :81 a.example/"},
		},
		"Ingress of another group": {
			`{apiVersion: example.com/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a.example}]}}`, []string{},
		},
		"HTTPRoute": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: public, namespace: edge}, {kind: Service, name: mesh}], hostnames: [a.example, b.example], rules: [{matches: [{path: {value: /x}}, {headers: []}], backendRefs: [{name: web, port: 80}, {kind: Bucket, name: b}]}]}}`,
			[]string{
				"host a.example -> gateway public", "host b.example -> gateway public",
				"gateway public -> workload web :80 a.example/,a.example/x,b.example/,b.example/x",
			},
		},
		"HTTPRoute with the hosts of its Gateway": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: own}], rules: [{backendRefs: [{name: web, port: 80}]}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: other}, spec: {listeners: [{hostname: b.example}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: own}, spec: {listeners: [{hostname: a.example}, {name: all}]}}`,
			[]string{"host a.example -> gateway own", "gateway own -> workload web :80 a.example/"},
		},
		"HTTPRoute without hosts": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: own}], rules: [{backendRefs: [{name: web, port: 80}]}]}}`,
			[]string{"host * -> gateway own", "gateway own -> workload web :80 */"},
		},
		"GRPCRoute to another namespace": {
			`{apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, metadata: {name: r}, spec: {parentRefs: [{name: own}], hostnames: [a.example], rules: [{backendRefs: [{name: web, namespace: far, port: 80}]}]}}`,
			[]string{"host a.example -> gateway own", "gateway own -> external web.far.svc :80 a.example/"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, edges(read(t, web+test.manifests, topology.With{}))); diff != "" {
				t.Errorf("edges (-want +got):\n%s", diff)
			}
		})
	}
}

func workloadOf(kind, name, labels, more string) string {
	return fmt.Sprintf("---\n{apiVersion: apps/v1, kind: %s, metadata: {name: %s}, spec: {template: {metadata: {labels: %s}, spec: {containers: [{name: c%s}]}}}}\n", kind, name, labels, more)
}

// nodes writes all nodes: role, name, Services, ports, and what is special.
func nodes(g *topology.Graph) []string {
	found := []string{}
	for _, n := range g.Nodes {
		words := append([]string{string(n.Role), n.Name}, n.Services...)
		for _, port := range n.Ports {
			words = append(words, fmt.Sprintf(":%d", port))
		}
		if n.Store {
			words = append(words, "store")
		}
		if n.Absent {
			words = append(words, "absent")
		}
		found = append(found, strings.Join(words, " "))
	}
	return found
}

func TestReadNodes(t *testing.T) {
	t.Parallel()
	serviceOf := func(name, selector, port string) string {
		return fmt.Sprintf("---\n{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {selector: %s, ports: [{port: %s}]}}\n", name, selector, port)
	}
	tests := map[string]struct {
		manifests string
		want      []string
	}{
		"Services of one workload": {
			serviceOf("b", "{app: a}", "2") + serviceOf("a", "{app: a}", "1") + workloadOf("Deployment", "a", "{app: a, more: x}", ""),
			[]string{"workload a a b :1 :2"},
		},
		"Service of two workloads": {
			serviceOf("s", "{app: a}", "1") + workloadOf("Deployment", "blue", "{app: a}", "") + workloadOf("DaemonSet", "green", "{app: a}", ""),
			[]string{"service s :1", "workload blue", "workload green"},
		},
		"Service of a workload and its Job": {
			serviceOf("s", "{app: a}", "1") + workloadOf("Deployment", "a", "{app: a}", "") + "---\n{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c}]}}}}\n",
			[]string{"workload a s :1", "job j"},
		},
		"Service without selector": {serviceOf("s", "{}", "1") + workloadOf("Deployment", "a", "{}", ""), []string{"service s :1", "workload a"}},
		"Service of another namespace": {
			strings.Replace(serviceOf("s", "{app: a}", "1"), "name: s", "name: s, namespace: other", 1) + workloadOf("Deployment", "a", "{app: a}", ""),
			[]string{"service s :1", "workload a"},
		},
		"Service with a selector that is no text": {
			"---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: {}}, ports: [{port: 1.0}, {port: x}]}}\n" + workloadOf("Deployment", "a", "{app: {}}", ""),
			[]string{"service s :1", "workload a"},
		},
		"Service of nobody":          {serviceOf("s", "{app: a, x: y}", "1") + workloadOf("Deployment", "a", "{app: a}", ""), []string{"service s :1", "workload a"}},
		"Service of another group":   {"---\n{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: s}}\n", []string{}},
		"store by image":             {workloadOf("Deployment", "a", "{}", ", image: 'registry:5000/x/postgres:18@sha256:0'"), []string{"workload a store"}},
		"exporter of a store":        {workloadOf("Deployment", "a", "{}", ", image: 'x/postgres-exporter:1'"), []string{"workload a"}},
		"store by port of container": {workloadOf("Deployment", "a", "{}", ", ports: [{containerPort: 6379}]"), []string{"workload a store"}},
		"store by port of Service":   {serviceOf("s", "{app: a}", "9200") + workloadOf("Deployment", "a", "{app: a}", ""), []string{"workload a s :9200 store"}},
		"store by volumes": {
			"---\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {volumeClaimTemplates: [{}], template: {spec: {containers: []}}}}\n",
			[]string{"workload a store"},
		},
		"no store by a StatefulSet alone": {workloadOf("StatefulSet", "a", "{}", ""), []string{"workload a"}},
		"external store by port": {
			workloadOf("Deployment", "a", "{}", ", env: [{name: DB_HOST, value: db.example}, {name: DB_PORT, value: '5432'}]"),
			[]string{"workload a", "external db.example :5432 store"},
		},
		"external store by name": {
			workloadOf("Deployment", "a", "{}", ", env: [{name: SEARCH_URL, value: 'https://opensearch.example.com'}, {name: X_URL, value: 'https://x.example.com'}]"),
			[]string{"workload a", "external opensearch.example.com :443 store", "external x.example.com :443"},
		},
		"absent Service": {
			workloadOf("Deployment", "a", "{}", ", env: [{name: DB, value: 'http://gone.shop.svc:5432'}]"), []string{"service gone :5432 absent", "workload a"},
		},
		"hooks": {
			"---\n{apiVersion: v1, kind: Pod, metadata: {name: t, annotations: {helm.sh/hook: test}}, spec: {containers: []}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: h, annotations: {helm.sh/hook: 'pre-install,pre-upgrade'}}, spec: {containers: []}}\n",
			[]string{"job h"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, nodes(read(t, test.manifests, topology.With{}))); diff != "" {
				t.Errorf("nodes (-want +got):\n%s", diff)
			}
		})
	}
}

// What one workload alone takes is not drawn.
func TestReadShared(t *testing.T) {
	t.Parallel()
	pull := "}], imagePullSecrets: [{name: pull"
	both := ", envFrom: [{configMapRef: {name: shared}}, {secretRef: {name: secret}}]"
	manifests := workloadOf("Deployment", "a", "{}", both+", env: [{name: X, valueFrom: {configMapKeyRef: {name: own, key: x}}}, {name: Y, valueFrom: {configMapKeyRef: {name: own, key: y}}}]"+pull) +
		workloadOf("Deployment", "b", "{}", both+pull)
	tests := map[string]struct {
		with topology.With
		want []string
	}{
		"nothing":    {topology.With{}, []string{}},
		"ConfigMaps": {topology.With{ConfigMaps: true}, []string{"workload a -> configMap shared envFrom", "workload b -> configMap shared envFrom"}},
		"Secrets":    {topology.With{Secrets: true}, []string{"workload a -> secret secret envFrom", "workload b -> secret secret envFrom"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, edges(read(t, manifests, test.with))); diff != "" {
				t.Errorf("edges (-want +got):\n%s", diff)
			}
		})
	}
}
