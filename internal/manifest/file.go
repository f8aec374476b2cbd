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
	Line   int // of the scalar, counted from 1; 0 where people and the YAML parser count otherwise
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
	placed := linesAreExact(f.Text)
	return func(yield func(Field) bool) {
		for _, root := range roots {
			if !yieldFields(root, nil, func(field Field) bool {
				if !placed {
					field.Line, field.Column = 0, 0
				}
				return yield(field)
			}) {
				return
			}
		}
	}, nil
}

// linesAreExact reports whether the parser ends lines only where everyone does.
func linesAreExact(text []byte) bool {
	for line := range bytes.Lines(bytes.TrimPrefix(text, byteOrderMark)) {
		if badCharacters(line) != nil {
			return false
		}
	}
	return true
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
