package overlay

import (
	"maps"
	"reflect"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// difference is one field that has come out differently; nil stands for one that is not there.
type difference struct {
	path          manifest.Path // in the result
	before, after any
}

// differences lists where after differs from before, as deep as it can be told, in order.
func differences(before, after any, at manifest.Path) []difference {
	if reflect.DeepEqual(before, after) {
		return nil
	}
	switch b := before.(type) {
	case map[string]any:
		if a, isMap := after.(map[string]any); isMap {
			return mapDifferences(b, a, at)
		}
	case []any:
		if a, isList := after.([]any); isList {
			return listDifferences(b, a, at)
		}
	}
	return []difference{{path: at, before: before, after: after}}
}

func mapDifferences(before, after map[string]any, at manifest.Path) []difference {
	union := maps.Clone(before)
	maps.Copy(union, after)
	var all []difference
	for _, key := range sortedKeys(union) {
		all = append(all, differences(before[key], after[key], at.Append(key))...)
	}
	return all
}

// listDifferences compares items of one name, wherever they stand: kustomize puts new items first. An
// item that is gone leaves no trace, for there is no field to speak of.
func listDifferences(before, after []any, at manifest.Path) []difference {
	old, named := byName(before)
	if _, alsoNamed := byName(after); !named || !alsoNamed {
		if len(before) != len(after) {
			return []difference{{path: at, before: before, after: after}}
		}
		var all []difference
		for i := range after {
			all = append(all, differences(before[i], after[i], at.Append(i))...)
		}
		return all
	}
	var all []difference
	for i, item := range after {
		all = append(all, differences(old[nameOf(item)], item, at.Append(i))...)
	}
	return all
}

// moved gives the path in after that leads to what path leads to in before: items of lists are followed
// by their names, as kustomize merges them.
func moved(path manifest.Path, before, after any) (manifest.Path, bool) {
	var at manifest.Path
	for _, step := range path {
		i, isIndex := step.(int)
		if b, isList := before.([]any); isIndex && isList && i < len(b) {
			a, _ := after.([]any)
			j := placeOf(i, b, a)
			if j < 0 {
				return nil, false
			}
			before, after, at = b[i], a[j], at.Append(j)
			continue
		}
		at = at.Append(step)
		before, after = fieldAt(before, step), fieldAt(after, step)
	}
	return at, true
}

// placeOf is where item i of before stands in after, or -1. One with a new name is where it was, unless
// it is another container.
func placeOf(i int, before, after []any) int {
	was, named := byName(before)
	if is, alsoNamed := byName(after); named && alsoNamed {
		if is[nameOf(before[i])] == nil && len(before) == len(after) && was[nameOf(after[i])] == nil && reflect.DeepEqual(fieldAt(before[i], "image"), fieldAt(after[i], "image")) {
			return i
		}
		return slices.IndexFunc(after, func(item any) bool { return nameOf(item) == nameOf(before[i]) })
	}
	if i < len(after) && len(before) == len(after) {
		return i
	}
	return slices.IndexFunc(after, func(item any) bool { return reflect.DeepEqual(item, before[i]) })
}

func fieldAt(object, step any) any {
	key, _ := step.(string)
	fields, _ := object.(map[string]any)
	return fields[key]
}

// byName gives the items by their names, if all have one of their own.
func byName(list []any) (map[string]any, bool) {
	items := make(map[string]any, len(list))
	for _, item := range list {
		name := nameOf(item)
		if _, twice := items[name]; twice || name == "" {
			return nil, false
		}
		items[name] = item
	}
	return items, true
}

func nameOf(item any) string {
	object, _ := item.(map[string]any)
	name, _ := object["name"].(string)
	return name
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
