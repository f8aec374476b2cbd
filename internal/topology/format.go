package topology

import (
	"fmt"
	"strings"
)

// Format is a way to write a picture.
type Format struct {
	Name  string
	write func(Picture) []byte
}

// Formats gives those for people; the first is the default. Programs read [Picture.Document].
func Formats() []Format {
	return []Format{
		{"text", writeText},
		{"mermaid", writeMermaid},
		{"dot", writeDOT},
		{"svg", writeSVG},
	}
}

// Write gives the picture in the format.
func (f Format) Write(p Picture) []byte { return f.write(p) }

// outline walks the nodes in the order of a written picture: those outside, then each namespace with those
// in it. A node is called by its position.
func (g *Graph) outline(node func(i int, n Node), begin func(i int, namespace string), end func()) {
	for i, n := range g.Nodes {
		if !n.inside() {
			node(i, n)
		}
	}
	for i, namespace := range g.Namespaces() {
		begin(i, namespace)
		for i, n := range g.Nodes {
			if n.inside() && n.Namespace == namespace {
				node(i, n)
			}
		}
		end()
	}
}

// indent sets a node in from its namespace.
func (n Node) indent() string {
	if n.inside() {
		return "    "
	}
	return "  "
}

// page is a text in the making, line by line.
type page struct{ text strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.text, format+"\n", args...) }

func (p *page) bytes() []byte { return []byte(p.text.String()) }
