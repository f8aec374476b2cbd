package topology

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Release is what the picture is read from.
type Release struct {
	Set       *manifest.Set
	Kinds     manifest.Kinds
	Namespace string // of resources that name none
	Objects   *environ.Objects
}

// Read gives the graph of a release. An edge is
//
//   - a host of an Ingress or of a route of the Gateway API, to its ingress class or Gateway, and from
//     there to the Services that it leads to;
//   - a Service to the workloads whose pods it selects. Jobs are no such workloads. A Service that selects
//     one workload is no node: its edges lead to the workload;
//   - a workload to what its variables name, as the kubelet computes them, and its commands and
//     arguments: a Service of the release, by its name or DNS name, alone, with a port or in a URL; or a
//     host outside, in a URL or in a variable that is called like an address (see [addressName]);
//   - a Service of type ExternalName to the host it stands for;
//   - with [With], a workload to the ConfigMaps and Secrets that other workloads take too.
//
// No edges are: what Secrets and mounted files hold, since that is not known here or not read; addresses
// on which a process listens; the release's own hosts, which are for browsers; e-mail addresses; the
// variables that the kubelet makes of Services; NetworkPolicies, which say what may be and not what is.
// Hooks of helm test are left out.
func Read(r Release, with With) *Graph {
	b := &builder{
		Release:  r,
		nodes:    map[string]*Node{},
		edges:    map[[2]string]*Edge{},
		services: map[objectName]*service{},
		hosts:    map[string]bool{},
		inside:   map[string]bool{},
	}
	for _, id := range b.resources {
		b.inside[id.Namespace] = true
	}
	b.readWorkloads()
	b.readServices()
	b.readRoutes()
	b.readCalls()
	b.readShared(with)
	return b.graph()
}

// builder is a graph in the making.
type builder struct {
	Release

	nodes     map[string]*Node
	edges     map[[2]string]*Edge
	workloads []*workload
	services  map[objectName]*service
	hosts     map[string]bool // the release's own
	inside    map[string]bool // the namespaces that the release has something in
}

type objectName struct{ namespace, name string }

// resources gives those that an installation makes, with their full IDs.
func (b *builder) resources(yield func(*manifest.Resource, manifest.ID) bool) {
	for r := range b.Set.All() {
		if r.HookAt("test") || r.HookAt("test-success") || r.HookAt("test-failure") {
			continue
		}
		if !yield(r, r.ID().InNamespace(b.Namespace)) {
			return
		}
	}
}

// node gives the node of that ID, which is made where there is none.
func (b *builder) node(n Node) *Node {
	n.ID = nodeID(n)
	if known := b.nodes[n.ID]; known != nil {
		return known
	}
	b.nodes[n.ID] = &n
	return &n
}

func nodeID(n Node) string {
	var steps []string
	for _, step := range []string{string(n.Role), n.Namespace, n.Kind, n.Name} {
		if step != "" {
			steps = append(steps, step)
		}
	}
	return strings.Join(steps, "/")
}

// edge notes an arrow and what proves it. Whoever calls itself needs none.
func (b *builder) edge(from, to *Node, p proof) {
	if from.ID == to.ID {
		return
	}
	key := [2]string{from.ID, to.ID}
	e := b.edges[key]
	if e == nil {
		e = &Edge{From: from.ID, To: to.ID, Init: true}
		b.edges[key] = e
	}
	e.Init = e.Init && p.init
	if p.by != "" {
		e.By = append(e.By, p.by)
	}
	if p.port != 0 {
		e.Ports = append(e.Ports, p.port)
		if to.Role == External || to.Absent {
			to.Ports = append(to.Ports, p.port) // nothing else knows those
		}
	}
}

// proof is one reason for an edge.
type proof struct {
	by   string
	port int  // 0 where it is not known
	init bool // of an init container
}

func (b *builder) graph() *Graph {
	g := &Graph{Nodes: make([]Node, 0, len(b.nodes)), Edges: make([]Edge, 0, len(b.edges))}
	for _, n := range b.nodes {
		n.Ports, n.Services = distinct(n.Ports), distinct(n.Services)
		g.Nodes = append(g.Nodes, *n)
	}
	slices.SortFunc(g.Nodes, Node.compare)
	at := g.positions()
	for _, e := range b.edges {
		e.By, e.Ports = distinct(e.By), distinct(e.Ports)
		g.Edges = append(g.Edges, *e)
	}
	slices.SortFunc(g.Edges, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(at[x.From], at[y.From]), cmp.Compare(at[x.To], at[y.To]))
	})
	return g
}

func distinct[T cmp.Ordered](list []T) []T {
	set := make(map[T]bool, len(list))
	for _, entry := range list {
		set[entry] = true
	}
	return slices.Sorted(maps.Keys(set))
}
