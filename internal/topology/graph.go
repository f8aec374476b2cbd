// Package topology is the picture of a release: which hosts lead to which workloads, what those call,
// and what of that lies outside.
//
// It hides how an edge is known, how the picture is laid out, and how each format is escaped. Values
// never leave it: of an address only the host and the port are kept.
package topology

import (
	"cmp"
	"slices"
	"strings"
)

// Role says what a node is in the picture.
type Role string

// The roles, in the order in which they are listed.
const (
	Host      Role = "host"    // a name under which the release is reached
	Gateway   Role = "gateway" // an ingress class or a Gateway, in front of the release
	Service   Role = "service" // one that leads to no workload of the release, or to several
	Workload  Role = "workload"
	Job       Role = "job"      // a workload that ends
	External  Role = "external" // a host that is not in the release
	ConfigMap Role = "configMap"
	Secret    Role = "secret"
)

func roles() []Role {
	return []Role{Host, Gateway, Service, Workload, Job, ConfigMap, Secret, External}
}

// Node is a box of the picture.
type Node struct {
	ID        string
	Role      Role
	Kind      string // of the resource; empty for hosts and what is external
	Namespace string // empty for hosts, ingress classes, and what is external
	Name      string
	Services  []string // that lead to this workload and to no other one
	Ports     []int    // of the Services
	Store     bool     // it keeps data, by the look of it
	Absent    bool     // the release names it, and does not hold it
}

// Edge is an arrow between two boxes.
type Edge struct {
	From, To string   // IDs of nodes
	By       []string // what proves it: names of variables, flags, routes; never a value
	Ports    []int
	Init     bool // only init containers take it
}

// Graph is a release as boxes and arrows. Both are in an order that only the release decides.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Picture is a graph with what it is of.
type Picture struct {
	Environment string
	Graph       *Graph
}

// Namespaces gives those of the nodes, sorted.
func (g *Graph) Namespaces() []string {
	var found []string
	for _, n := range g.Nodes {
		if n.Namespace != "" && n.inside() && !slices.Contains(found, n.Namespace) {
			found = append(found, n.Namespace)
		}
	}
	slices.Sort(found)
	return found
}

// inside reports whether the node is drawn in the box of the namespace.
func (n Node) inside() bool { return n.Role != Host && n.Role != Gateway && n.Role != External }

func (n Node) compare(other Node) int {
	return cmp.Or(
		cmp.Compare(slices.Index(roles(), n.Role), slices.Index(roles(), other.Role)),
		strings.Compare(n.Namespace, other.Namespace),
		strings.Compare(n.Name, other.Name),
		strings.Compare(n.ID, other.ID),
	)
}

// positions gives the index of every node by its ID.
func (g *Graph) positions() map[string]int {
	at := make(map[string]int, len(g.Nodes))
	for i, n := range g.Nodes {
		at[n.ID] = i
	}
	return at
}
