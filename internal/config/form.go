package config

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/labels"
)

// form is a kind of text: how it becomes a T, and what the JSON Schema says of it.
type form[T any] struct {
	parse  func(r *reader, text string) (T, error)
	schema schema
}

// parsed is a text of a form. A date is text too, as in YAML 1.2.
func parsed[T any](dst *T, f form[T]) value {
	return value{
		read: func(r *reader, in input) {
			if tag := in.node.ShortTag(); in.node.Kind != yaml.ScalarNode || tag != "!!str" && tag != "!!timestamp" {
				r.wrongType(in, "text")
				return
			}
			t, err := f.parse(r, in.node.Value)
			if err != nil {
				r.fail(in, err)
				return
			}
			*dst = t
		},
		schema: func() *schema { return f.schema.textPart() },
	}
}

// text is a text that stays one; the schema shows its default.
func text[T ~string](dst *T, f form[T]) value {
	v := parsed(dst, f)
	v.schema = func() *schema {
		s := f.schema.textPart()
		if *dst != "" {
			s.Default = string(*dst)
		}
		return s
	}
	return v
}

// texts is a list of texts of one form.
func texts[T ~string](dst *[]T, f form[T]) value {
	return list(dst, func(item *T) value { return text(item, f) })
}

func anyText() form[string] {
	return form[string]{parse: func(_ *reader, text string) (string, error) { return text, nil }}
}

func someText() form[string] {
	return form[string]{
		parse: func(_ *reader, text string) (string, error) {
			if strings.TrimSpace(text) == "" {
				return "", errors.New("is empty")
			}
			return text, nil
		},
		schema: schema{MinLength: 1},
	}
}

// oneOf is a choice of words.
func oneOf[T ~string](what string, words ...T) form[T] {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = string(w)
	}
	return form[T]{
		parse: func(_ *reader, text string) (T, error) {
			if !slices.Contains(names, text) {
				return "", unknown(what, text, names)
			}
			return T(text), nil
		},
		schema: schema{Enum: names},
	}
}

// matching is text of at most longest bytes that a regular expression describes; rule says both in
// words. The limit stands apart because a counted repetition makes an expression slow to compile.
func matching(what, expression string, longest int, rule string) form[string] {
	return form[string]{
		parse: func(_ *reader, text string) (string, error) {
			if len(text) > longest || !regexp.MustCompile(expression).MatchString(text) {
				return "", fmt.Errorf("bad %s %q: %s", what, text, rule)
			}
			return text, nil
		},
		schema: schema{Pattern: expression, MaxLength: longest},
	}
}

func glob() form[string] {
	return form[string]{
		parse: func(_ *reader, text string) (string, error) {
			if _, err := path.Match(text, ""); err != nil || text == "" {
				return "", fmt.Errorf("bad glob %q: * and ? stand for any characters, [ab] for one of several", text)
			}
			return text, nil
		},
		schema: schema{MinLength: 1},
	}
}

func selector() form[labels.Selector] {
	return form[labels.Selector]{
		parse: func(_ *reader, text string) (labels.Selector, error) {
			s, err := labels.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("bad selector %q: %w", text, err)
			}
			if s.Empty() {
				return nil, errors.New("an empty selector would select every workload: name labels, such as app.kubernetes.io/part-of=hash")
			}
			return s, nil
		},
		schema: schema{MinLength: 1},
	}
}

func date() form[time.Time] {
	return form[time.Time]{
		parse: func(_ *reader, text string) (time.Time, error) {
			t, err := time.Parse(time.DateOnly, text)
			if err != nil {
				return time.Time{}, fmt.Errorf("bad date %q: write year-month-day, such as 2027-03-31", text)
			}
			return t, nil
		},
		schema: schema{Format: "date"},
	}
}

// podTemplate is the way to the pod template of a custom kind, such as spec.template.
func podTemplate() form[[]string] {
	return form[[]string]{
		parse: func(_ *reader, text string) ([]string, error) {
			keys := strings.Split(text, ".")
			if slices.Contains(keys, "") {
				return nil, fmt.Errorf("bad path %q: write keys with dots between them, such as spec.template", text)
			}
			if slices.ContainsFunc(keys, isIndex) {
				return nil, fmt.Errorf("bad path %q: it cannot lead into a list, only through keys", text)
			}
			return keys, nil
		},
		schema: schema{Pattern: `^[^][.]+(\.[^][.]+)*$`},
	}
}

// isIndex reports whether a part of a path was meant to be an item of a list.
func isIndex(key string) bool {
	return strings.ContainsAny(key, "[]*") || strings.Trim(key, "0123456789") == ""
}
