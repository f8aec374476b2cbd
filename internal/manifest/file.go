package manifest

import (
	"bytes"
	"errors"
	"io"
	"iter"

	"go.yaml.in/yaml/v3"
)

// File is a YAML file that is no manifest, such as a values file: its fields have no meaning here, but
// they have places.
type File struct {
	Name string // as a person would open it
	Text []byte
}

// Field is a scalar of a file.
type Field struct {
	Path   Path
	Value  string
	Line   int // of the scalar, counted from 1
	Column int
	Block  bool // the first line of the value is the one below, as behind a |
}

// Fields gives the scalars of the file in its order, those of all its documents. What an alias stands
// for is given once, where it is written out.
func (f File) Fields() (iter.Seq[Field], error) {
	var roots []*yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(f.Text))
	for {
		root, err := nextNode(decoder)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, WhyUnreadable(err).In(f.Name)
		}
		roots = append(roots, root)
	}
	return func(yield func(Field) bool) {
		for _, root := range roots {
			if !yieldFields(root, nil, yield) {
				return
			}
		}
	}, nil
}

func nextNode(decoder *yaml.Decoder) (root *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the YAML parser gives up on it")
		}
	}()
	root = &yaml.Node{}
	return root, decoder.Decode(root)
}

func yieldFields(node *yaml.Node, path Path, yield func(Field) bool) bool {
	switch node.Kind {
	case yaml.ScalarNode:
		return yield(Field{
			Path: path, Value: node.Value, Line: node.Line, Column: node.Column,
			Block: node.Style&yaml.LiteralStyle != 0,
		})
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if !yieldFields(node.Content[i+1], path.Append(keyName(node.Content[i])), yield) {
				return false
			}
		}
	case yaml.SequenceNode, yaml.DocumentNode:
		for i, item := range node.Content {
			below := path
			if node.Kind == yaml.SequenceNode {
				below = path.Append(i)
			}
			if !yieldFields(item, below, yield) {
				return false
			}
		}
	case yaml.AliasNode:
	}
	return true
}
