package config

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// field is one key of an object.
type field struct {
	name     string
	doc      string
	required bool
	value    value
}

func optional(name, doc string, v value) field { return field{name, doc, false, v} }

func required(name, doc string, v value) field { return field{name, doc, true, v} }

// object is a mapping with fixed keys.
func object(fields ...field) value {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return value{
		read: func(r *reader, in input) {
			entries, ok := r.entries(in)
			if !ok {
				return
			}
			for i, f := range fields {
				if e, ok := entryOf(entries, names[i]); ok {
					r.read(f.value, e.value)
				} else if f.required {
					r.fail(in, fmt.Errorf("%s is missing", f.name))
				}
			}
			for _, e := range entries {
				if !slices.Contains(names, e.name) {
					r.fail(input{e.key, in.path}, unknown("key", e.name, names))
				}
			}
		},
		schema: func() *schema { return objectSchema(fields) },
	}
}

// mapping has keys of the user's choice.
func mapping(keys form[string], entry func(key string) value) value {
	return value{
		read: func(r *reader, in input) {
			entries, _ := r.entries(in)
			for _, e := range entries {
				key, err := keys.parse(r, e.name)
				if err != nil {
					r.fail(input{e.key, in.path}, err)
					continue
				}
				r.read(entry(key), e.value)
			}
		},
		schema: func() *schema {
			return &schema{Type: "object", PropertyNames: keys.schema.keyPart(), AdditionalProperties: entry("").schema()}
		},
	}
}

// mapOf is a mapping whose order means nothing.
func mapOf[T any](dst *map[string]T, keys form[string], item func(*T) value) value {
	return mapping(keys, func(key string) value {
		var t T
		v := item(&t)
		return value{
			read: func(r *reader, in input) {
				v.read(r, in)
				if *dst == nil {
					*dst = map[string]T{}
				}
				(*dst)[key] = t
			},
			schema: v.schema,
		}
	})
}

// entry is one key of a mapping and what stands there.
type entry struct {
	name  string
	key   *yaml.Node
	value input
}

// entries gives the keys of a mapping in their order; a key that is wrong in itself is left out.
func (r *reader) entries(in input) (entries []entry, ok bool) {
	if !r.is(in, yaml.MappingNode) {
		return nil, false
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(in.node.Content); i += 2 {
		key, content := in.node.Content[i], in.node.Content[i+1]
		switch first := lines[key.Value]; {
		case key.ShortTag() == "!!merge":
			r.fail(input{key, in.path}, errors.New("merge keys are not supported: use an alias for a whole value"))
		case key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str":
			r.fail(input{key, in.path}, fmt.Errorf("a key must be text, not %s: put it in quotes", describe(key)))
		case first != 0:
			r.fail(input{key, in.path}, fmt.Errorf("key %q is there twice, first on line %d", key.Value, first))
		default:
			lines[key.Value] = key.Line
			entries = append(entries, entry{key.Value, key, in.key(key.Value, content)})
		}
	}
	return entries, true
}

func entryOf(entries []entry, name string) (entry, bool) {
	for _, e := range entries {
		if e.name == name {
			return e, true
		}
	}
	return entry{}, false
}
