package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/util/json"
	sigsyaml "sigs.k8s.io/yaml"
)

// decode gives the document its meaning, as Kubernetes reads it, and its positions, from a parser that
// knows lines. They are two parsers of one text; where they disagree, the document is refused.
func (d *document) decode() error {
	root, err := d.parse()
	if err != nil || root == nil {
		return err
	}
	if err := d.measure(root); err != nil {
		return err
	}
	node := root.Content[0]
	if node.Kind != yaml.MappingNode {
		if value, err := meaning(terminated(d.body)); err == nil && value == nil {
			return nil
		}
		return &refusal{d.place(node.Line), "the document is a " + kindName(node) + ", not a resource", "write apiVersion, kind and metadata, or remove it"}
	}
	if err := d.refuseIndented(node); err != nil {
		return err
	}
	value, err := meaning(terminated(d.body))
	if err != nil {
		return d.unreadable(err)
	}
	object, ok := value.(map[string]any)
	if !ok {
		return d.ambiguous(node)
	}
	if odd := disagreement(node, object); odd != nil {
		return d.ambiguous(odd)
	}
	d.root, d.value = node, object
	return nil
}

// parse gives the only document in the body, or nil where it is empty.
func (d *document) parse() (root *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			root, err = nil, &refusal{d.place(1), "the YAML parser gives up on it", "write it more plainly"}
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(terminated(d.body)))
	root = &yaml.Node{}
	if err := decoder.Decode(root); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, d.unreadable(err)
	}
	var rest yaml.Node
	if err := decoder.Decode(&rest); errors.Is(err, io.EOF) {
		return root, nil
	} else if err != nil {
		return nil, d.unreadable(err)
	}
	return nil, &refusal{d.place(rest.Line), "a second document without a separator, which Kubernetes drops without a word", "put --- on a line of its own before it"}
}

// meaning decodes one document as the API server and both Helms do.
func meaning(body []byte) (value any, err error) {
	defer func() {
		if recover() != nil {
			value, err = nil, errors.New("invalid YAML that its parser gives up on")
		}
	}()
	text, err := sigsyaml.YAMLToJSON(body)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, err
	}
	return value, nil
}

// refuseIndented refuses a mapping that is indented as a whole: Helm cuts the blanks off its first
// line only, and then reads the other keys as a part of the first.
func (d *document) refuseIndented(node *yaml.Node) error {
	if isFlow(node) || node.Column == 1 {
		return nil
	}
	return &refusal{d.place(node.Line), "the document is indented as a whole, which Helm undoes on its first line", "start its keys in the first column"}
}

func (d *document) ambiguous(node *yaml.Node) error {
	return &refusal{d.place(node.Line), "YAML that is read in more than one way", "write it more plainly: no odd tags, no keys that are numbers beside their own text"}
}

func kindName(node *yaml.Node) string {
	switch node.Kind {
	case yaml.SequenceNode:
		return "list"
	case yaml.ScalarNode:
		return "scalar"
	case yaml.MappingNode, yaml.DocumentNode, yaml.AliasNode:
	}
	return "mapping"
}

// measure holds the document to the limits.
func (d *document) measure(root *yaml.Node) error {
	if _, err := expanded(root, map[*yaml.Node]treeSize{}, 0); err != nil {
		return &refusal{d.place(1), fmt.Sprint(err), "write the resource more simply, or in parts"}
	}
	return nil
}
