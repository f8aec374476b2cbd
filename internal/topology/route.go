package topology

import (
	"cmp"
	"strings"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// anyHost stands for all hosts, where a route names none.
const anyHost = "*"

func (b *builder) readRoutes() {
	for r, id := range b.resources {
		switch {
		case id.Kind == "Ingress" && (id.Group() == "networking.k8s.io" || id.Group() == "extensions"):
			b.ingress(r, id.Namespace)
		case gatewayRoute(id):
			b.route(r, id.Namespace)
		}
	}
}

func gatewayRoute(id manifest.ID) bool {
	return id.Group() == "gateway.networking.k8s.io" && (id.Kind == "HTTPRoute" || id.Kind == "GRPCRoute" || id.Kind == "TLSRoute")
}

// ingress draws an Ingress; the older forms have the class in an annotation, and flat backends.
func (b *builder) ingress(r *manifest.Resource, namespace string) {
	class := cmp.Or(textAt(r.Object(), "spec", "ingressClassName"), r.Annotations()["kubernetes.io/ingress.class"], "default")
	gateway := b.node(Node{Role: Gateway, Kind: "IngressClass", Name: class})
	for _, field := range []string{"defaultBackend", "backend"} {
		if backend, given := at(r.Object(), "spec", field).(map[string]any); given {
			b.host(anyHost, gateway)
			b.ingressBackend(gateway, namespace, backend, anyHost)
		}
	}
	for _, rule := range listAt(r.Object(), "spec", "rules") {
		host := strings.ToLower(cmp.Or(textAt(rule, "host"), anyHost))
		b.host(host, gateway)
		for _, path := range listAt(rule, "http", "paths") {
			if backend, given := path["backend"].(map[string]any); given {
				b.ingressBackend(gateway, namespace, backend, host+cmp.Or(textAt(path, "path"), "/"))
			}
		}
	}
}

func (b *builder) ingressBackend(gateway *Node, namespace string, backend map[string]any, by string) {
	name := cmp.Or(textAt(backend, "service", "name"), textAt(backend, "serviceName"))
	if name == "" {
		return // it leads to a resource that is no Service
	}
	port := cmp.Or(numberAt(backend, "service", "port", "number"), numberAt(backend, "servicePort"))
	named := cmp.Or(textAt(backend, "service", "port", "name"), textAt(backend, "servicePort"))
	b.backend(gateway, objectName{namespace, name}, proof{by: by, port: port}, named)
}

// backend draws the way from a gateway to a Service; the port may be known by its name alone.
func (b *builder) backend(gateway *Node, name objectName, p proof, portName string) {
	s := b.services[name]
	if s == nil {
		b.edge(gateway, b.absent(name), p)
		return
	}
	if p.port == 0 {
		p.port = s.ports[portName]
	}
	b.edge(gateway, s.node, p)
}

// host draws a host in front of its gateway.
func (b *builder) host(name string, gateway *Node) {
	b.hosts[name] = true
	b.edge(b.node(Node{Role: Host, Name: name}), gateway, proof{})
}

// route draws a route of the Gateway API.
func (b *builder) route(r *manifest.Resource, namespace string) {
	for _, parent := range listAt(r.Object(), "spec", "parentRefs") {
		if kind := textAt(parent, "kind"); kind != "" && kind != "Gateway" {
			continue
		}
		name := objectName{cmp.Or(textAt(parent, "namespace"), namespace), textAt(parent, "name")}
		gateway := b.node(Node{Role: Gateway, Kind: "Gateway", Namespace: name.namespace, Name: name.name})
		hosts := textsAt(r.Object(), "spec", "hostnames")
		if len(hosts) == 0 {
			hosts = b.listenerHosts(name)
		}
		for _, host := range hosts {
			host = strings.ToLower(host)
			b.host(host, gateway)
			for _, rule := range listAt(r.Object(), "spec", "rules") {
				b.routeBackends(gateway, namespace, rule, host)
			}
		}
	}
}

func (b *builder) routeBackends(gateway *Node, namespace string, rule map[string]any, host string) {
	for _, backend := range listAt(rule, "backendRefs") {
		if kind := textAt(backend, "kind"); kind != "" && kind != "Service" {
			continue
		}
		name := objectName{cmp.Or(textAt(backend, "namespace"), namespace), textAt(backend, "name")}
		for _, path := range pathsOf(rule) {
			b.backend(gateway, name, proof{by: host + path, port: numberAt(backend, "port")}, "")
		}
	}
}

func pathsOf(rule map[string]any) []string {
	var paths []string
	for _, match := range listAt(rule, "matches") {
		paths = append(paths, cmp.Or(textAt(match, "path", "value"), "/"))
	}
	if len(paths) == 0 {
		return []string{"/"}
	}
	return paths
}

// listenerHosts gives the hosts of a Gateway, which are those of routes that name none.
func (b *builder) listenerHosts(name objectName) []string {
	var hosts []string
	for r, id := range b.resources {
		if id.Kind != "Gateway" || id.Group() != "gateway.networking.k8s.io" || (objectName{id.Namespace, id.Name}) != name {
			continue
		}
		for _, listener := range listAt(r.Object(), "spec", "listeners") {
			if host := textAt(listener, "hostname"); host != "" {
				hosts = append(hosts, host)
			}
		}
	}
	if len(hosts) == 0 {
		return []string{anyHost}
	}
	return hosts
}
