package manifest

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Duplicate is a key that stands twice in one mapping; Kubernetes takes the last.
type Duplicate struct {
	Path  Path   // of the key, from the resource
	Place string // of the second one in the stream
}

// DuplicateKeyError is an edit that would have to choose between two keys of one name.
type DuplicateKeyError struct {
	Place    string
	Key      string
	Resource ID
}

func (e *DuplicateKeyError) Error() string {
	return fmt.Sprintf("%s: %s has the key %s twice, so it cannot be changed", e.Place, e.Resource, e.Key)
}

// Hint names the remedy.
func (e *DuplicateKeyError) Hint() string { return "remove one of the two keys from the template" }

// Duplicates lists the keys that stand twice in the text of the resource, in order.
func (r *Resource) Duplicates() []Duplicate {
	if r.doc.root == nil {
		return nil
	}
	node := r.doc.itemNode(r.item)
	var found []Duplicate
	walkDuplicates(node, nil, func(path Path, key *yaml.Node) {
		found = append(found, Duplicate{Path: path, Place: r.doc.at(key.Line)})
	})
	return found
}

func walkDuplicates(node *yaml.Node, path Path, report func(Path, *yaml.Node)) {
	switch node.Kind {
	case yaml.MappingNode:
		seen := make(map[string]bool, len(node.Content)/2)
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			name := keyName(key)
			if seen[name] && key.Tag != "!!merge" {
				report(path.Append(name), key)
			}
			seen[name] = true
			walkDuplicates(node.Content[i+1], path.Append(name), report)
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			walkDuplicates(item, path.Append(i), report)
		}
	case yaml.DocumentNode, yaml.ScalarNode, yaml.AliasNode:
	}
}
