package manifest

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Limits of a stream. They keep a hostile or broken chart from using up the machine.
const (
	maxStream    = 64 << 20 // bytes
	maxDocuments = 10_000
	maxDepth     = 200       // nesting of mappings and sequences
	maxExpanded  = 1_000_000 // nodes of a document after its aliases are expanded
)

// treeSize is the size of a tree with every alias replaced by what it points at.
type treeSize struct{ nodes, depth int }

// expanded measures the tree below n. It stops with an error at a limit, so it cannot be made to run long.
func expanded(n *yaml.Node, anchors map[*yaml.Node]treeSize, depth int) (treeSize, error) {
	if depth > maxDepth {
		return treeSize{}, fmt.Errorf("nested deeper than %d levels", maxDepth)
	}
	if n.Kind == yaml.AliasNode {
		size, done := anchors[n.Alias]
		if !done {
			return size, fmt.Errorf("an alias (*) stands inside its own anchor")
		}
		return size, nil
	}
	size := treeSize{nodes: 1}
	for _, child := range n.Content {
		below, err := expanded(child, anchors, depth+1)
		if err != nil {
			return size, err
		}
		size.nodes += below.nodes
		size.depth = max(size.depth, below.depth+1)
		if size.nodes > maxExpanded {
			return size, fmt.Errorf("aliases (*) that expand to more than %d nodes", maxExpanded)
		}
		if depth+size.depth > maxDepth {
			return size, fmt.Errorf("nested deeper than %d levels", maxDepth)
		}
	}
	if n.Anchor != "" {
		anchors[n] = size
	}
	return size, nil
}
