package manifest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// flow writes a value on one line; like is the node that it replaces, if any.
func (w *writer) flow(value any, like *yaml.Node) error {
	switch v := value.(type) {
	case map[string]any:
		return bracketed(w, "{}", slices.Sorted(maps.Keys(v)), func(key string) error {
			if err := w.scalar(key, nil); err != nil {
				return err
			}
			w.put(": ")
			return w.flow(v[key], nil)
		})
	case []any:
		return bracketed(w, "[]", v, func(item any) error { return w.flow(item, nil) })
	default:
		return w.scalar(value, like)
	}
}

func bracketed[T any](w *writer, brackets string, parts []T, write func(T) error) error {
	w.put(brackets[:1])
	for i, part := range parts {
		if i > 0 {
			w.put(", ")
		}
		if err := write(part); err != nil {
			return err
		}
	}
	w.put(brackets[1:])
	return nil
}

func (w *writer) scalar(value any, like *yaml.Node) error {
	switch v := value.(type) {
	case nil:
		w.put("null")
	case bool:
		w.put(strconv.FormatBool(v))
	case int64:
		w.put(strconv.FormatInt(v, 10))
	case float64:
		text, err := floatText(v)
		if err != nil {
			return err
		}
		w.put(text)
	case string:
		if !isLegible(v) {
			return errNotText
		}
		w.put(stringText(v, like, w.layout))
	default:
		return unwritable(value)
	}
	return nil
}

func unwritable(value any) error {
	return fmt.Errorf("a value of type %T, which no manifest can hold", value)
}
