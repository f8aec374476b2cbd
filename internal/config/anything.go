package config

import (
	"errors"
	"fmt"
	"math"

	"go.yaml.in/yaml/v3"
)

// anything is a value as JSON has it: text, numbers (float64), true and false, null, lists, mappings.
func anything(dst *any) value {
	return value{
		read: func(r *reader, in input) {
			switch in.node.Kind {
			case yaml.MappingNode:
				m := map[string]any{}
				r.read(mapOf(&m, anyText(), anything), in)
				*dst = m
			case yaml.SequenceNode:
				items := []any{}
				r.read(list(&items, anything), in)
				*dst = items
			default:
				scalar, err := scalarOf(in.node)
				if err != nil {
					r.fail(in, err)
				}
				*dst = scalar
			}
		},
		schema: func() *schema { return &schema{} },
	}
}

func scalarOf(n *yaml.Node) (any, error) {
	switch tag := n.ShortTag(); tag {
	case "!!str", "!!timestamp":
		return n.Value, nil
	case "!!null":
		return nil, nil
	case "!!bool":
		var b bool
		if err := n.Decode(&b); err != nil {
			return nil, errors.New("is neither true nor false")
		}
		return b, nil
	case "!!int", "!!float":
		var f float64
		if err := n.Decode(&f); err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, errors.New("is no number that JSON can hold")
		}
		return f, nil
	default:
		return nil, fmt.Errorf("tag %s has no meaning here", tag)
	}
}
