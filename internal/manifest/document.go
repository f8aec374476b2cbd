package manifest

import (
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// document is one document of a stream: its text, and what the text means.
type document struct {
	name string // of the stream
	lead []byte // the separator line before it, if any, and a byte order mark
	body []byte // the rest, up to the next separator
	line int    // in the stream, of the first line of body

	root   *yaml.Node     // the mapping, for positions; nil without content
	value  map[string]any // its meaning; nil without content
	sealed uint64         // text and meaning, as they were decoded
	isList bool
	added  bool // made by a stage: it has no text
}

// at is where line, counted from 1 in the body, stands in the stream.
func (d *document) at(line int) string {
	return fmt.Sprintf("%s:%d", d.name, d.line+max(line, 1)-1)
}

// place adds the template, as far as a comment names it.
func (d *document) place(line int) string {
	if file := d.sourceComment(); file != "" {
		return d.at(line) + " (" + file + ")"
	}
	return d.at(line)
}

// itemLine is the line in the body at which a resource starts.
func (d *document) itemLine(item int) int {
	if node := d.itemNode(item); node != nil {
		return node.Line
	}
	return 1
}

// itemNode is the node of one item of a List, or the root.
func (d *document) itemNode(item int) *yaml.Node {
	if item == noItem || d.root == nil {
		return d.root
	}
	if list := d.itemsNode(); list != nil && item < len(resolved(list).Content) {
		return resolved(resolved(list).Content[item])
	}
	return d.root
}

// itemsNode is the value of items in a List: of the last one, where there are two.
func (d *document) itemsNode() (items *yaml.Node) {
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		if keyName(d.root.Content[i]) == "items" {
			items = d.root.Content[i+1]
		}
	}
	return items
}

// terminated gives the body with the line end that Kubernetes reads even where the last line lacks it.
func terminated(body []byte) []byte {
	if len(body) > 0 && body[len(body)-1] != '\n' {
		return append(slices.Clip(body), '\n')
	}
	return body
}

func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// setAnnotation gives a copy of object with one annotation more; only the maps on the way are copied.
func setAnnotation(object map[string]any, key, value string) map[string]any {
	next := copyMap(object)
	metadata, _ := object["metadata"].(map[string]any)
	metadata = copyMap(metadata)
	annotations, _ := metadata["annotations"].(map[string]any)
	annotations = copyMap(annotations)
	annotations[key] = value
	metadata["annotations"] = annotations
	next["metadata"] = metadata
	return next
}

func copyMap(m map[string]any) map[string]any {
	next := make(map[string]any, len(m)+1)
	maps.Copy(next, m)
	return next
}
