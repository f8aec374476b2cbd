package topology

import "github.com/hashintel/helm-hash/internal/manifest"

// service is a Service, and the node that it leads to: its own, or its only workload's.
type service struct {
	node     *Node
	ports    map[string]int // by name
	only     int            // the one port that it has, else 0
	headless bool
}

func (b *builder) readServices() {
	for r, id := range b.resources {
		if id.Kind == "Service" && id.APIVersion == "v1" {
			b.addService(r, objectName{id.Namespace, id.Name})
		}
	}
	b.readAliases()
}

func (b *builder) addService(r *manifest.Resource, name objectName) {
	s := &service{ports: map[string]int{}, headless: textAt(r.Object(), "spec", "clusterIP") == "None"}
	var ports []int
	for _, p := range listAt(r.Object(), "spec", "ports") {
		if port := numberAt(p, "port"); port != 0 {
			ports = append(ports, port)
			s.ports[textAt(p, "name")] = port
		}
	}
	if len(ports) == 1 {
		s.only = ports[0]
	}
	selected := b.selected(r, name.namespace)
	if len(selected) == 1 {
		s.node = selected[0].Node
		s.node.Services = append(s.node.Services, name.name)
	} else {
		s.node = b.node(serviceNode(name))
	}
	s.node.Ports = append(s.node.Ports, ports...)
	s.node.Store = s.node.Store || anyStorePort(ports)
	b.services[name] = s
	if len(selected) > 1 {
		for _, w := range selected {
			b.edge(s.node, w.Node, proof{by: "selector"})
		}
	}
}

func serviceNode(name objectName) Node {
	return Node{Role: Service, Kind: "Service", Namespace: name.namespace, Name: name.name}
}

// absent gives the node of a Service that is named, and not in the release. One of a namespace that is
// none of the release's is external.
func (b *builder) absent(name objectName) *Node {
	if !b.inside[name.namespace] {
		return b.node(Node{Role: External, Name: name.name + "." + name.namespace + ".svc"})
	}
	n := serviceNode(name)
	n.Absent = true
	return b.node(n)
}

// selected gives the workloads whose pods a Service leads to. A Job's pods may match, too, but nobody
// means them.
func (b *builder) selected(r *manifest.Resource, namespace string) []*workload {
	selector, _ := at(r.Object(), "spec", "selector").(map[string]any)
	var found []*workload
	for _, w := range b.workloads {
		if len(selector) > 0 && w.Role == Workload && w.Namespace == namespace && matches(selector, w.labels()) {
			found = append(found, w)
		}
	}
	return found
}

func matches(selector, labels map[string]any) bool {
	for key, value := range selector {
		wanted, isText := value.(string)
		if found, labelled := labels[key].(string); !isText || !labelled || found != wanted {
			return false
		}
	}
	return true
}

// readAliases draws what Services of type ExternalName stand for. Those may be Services themselves, so
// all of them must be known.
func (b *builder) readAliases() {
	for r, id := range b.resources {
		name := objectName{id.Namespace, id.Name}
		if id.Kind != "Service" || b.services[name] == nil || textAt(r.Object(), "spec", "type") != "ExternalName" {
			continue
		}
		a, ok := parseHostPort(textAt(r.Object(), "spec", "externalName"))
		if !ok {
			continue
		}
		to, inside := b.inCluster(a.host, id.Namespace)
		if !inside {
			to = b.node(Node{Role: External, Name: a.host})
		}
		b.edge(b.services[name].node, to, proof{by: "externalName"})
	}
}
