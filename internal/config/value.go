package config

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// value is one place of the format: how it is read and how the JSON Schema describes it. Both come
// from one table of fields (format.go), so they cannot disagree.
type value struct {
	read   func(r *reader, in input)
	schema func() *schema
}

// flag is true or false. YAML 1.1's yes and on are text, as in YAML 1.2.
func flag(dst *bool) value {
	return value{
		read: func(r *reader, in input) {
			if in.node.ShortTag() != "!!bool" {
				r.wrongType(in, "true or false")
				return
			}
			if err := in.node.Decode(dst); err != nil {
				r.wrongType(in, "true or false")
			}
		},
		schema: func() *schema { return &schema{Type: "boolean", Default: *dst} },
	}
}

// number is a whole number of a range.
func number(dst *int, lowest, highest int) value {
	return value{
		read: func(r *reader, in input) {
			var n int
			if in.node.ShortTag() != "!!int" || in.node.Decode(&n) != nil {
				r.wrongType(in, "a whole number")
				return
			}
			if n < lowest || n > highest {
				r.fail(in, fmt.Errorf("%d is out of range: from %d to %d", n, lowest, highest))
				return
			}
			*dst = n
		},
		schema: func() *schema { return &schema{Type: "integer", Minimum: lowest, Maximum: highest} },
	}
}

// list is a list whose items are alike. A given list replaces the default.
func list[T any](dst *[]T, item func(*T) value) value {
	return value{
		read: func(r *reader, in input) {
			if !r.is(in, yaml.SequenceNode) {
				return
			}
			*dst = make([]T, len(in.node.Content))
			for i, in := range in.items() {
				r.read(item(&(*dst)[i]), in)
			}
		},
		schema: func() *schema {
			s := &schema{Type: "array", Items: item(new(T)).schema()}
			if len(*dst) > 0 {
				s.Default = *dst
			}
			return s
		},
	}
}

// filled refuses an empty list or mapping where nothing would read as everything.
func filled(v value) value {
	return value{
		read: func(r *reader, in input) {
			if in.node.Kind != yaml.ScalarNode && len(in.node.Content) == 0 {
				r.fail(in, errors.New("is empty: leave the key out, or name something"))
				return
			}
			v.read(r, in)
		},
		schema: func() *schema {
			s := v.schema()
			if s.Type == "array" {
				s.MinItems = 1
			} else {
				s.MinProperties = 1
			}
			return s
		},
	}
}

// either chooses by what stands there: one value for a node of the kind, the other for all else.
func either(kind yaml.Kind, one, other value) value {
	return value{
		read: func(r *reader, in input) {
			if in.node.Kind == kind {
				one.read(r, in)
				return
			}
			other.read(r, in)
		},
		schema: func() *schema { return &schema{OneOf: []*schema{one.schema(), other.schema()}} },
	}
}

// checked adds a check over several fields; it is asked only where each of them is right.
func checked(v value, check func(r *reader, in input)) value {
	return value{
		read: func(r *reader, in input) {
			before := len(r.errs)
			v.read(r, in)
			if len(r.errs) == before {
				check(r, in)
			}
		},
		schema: v.schema,
	}
}

// decisive makes a mistake here the only one that is told: the rest of the file is then written for
// another program or another version.
func decisive(v value) value {
	return value{
		read: func(r *reader, in input) {
			before := len(r.errs)
			v.read(r, in)
			if len(r.errs) > before && r.refuse == nil {
				r.refuse = r.errs[before].err
			}
		},
		schema: v.schema,
	}
}

// placed notes where the value stands.
func placed(dst *string, v value) value {
	return value{
		read: func(r *reader, in input) {
			*dst = r.place(in.node.Line)
			v.read(r, in)
		},
		schema: v.schema,
	}
}

// unique gives a mistake for the first name that is there twice.
func unique(names []string) error {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%q is there twice", name)
		}
	}
	return nil
}
