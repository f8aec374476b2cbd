package overlay

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// merge gives the set with what came out of the build. Only what differs in meaning is touched.
func (o *Overlay) merge(s *manifest.Set, in *stream, out *output) (*manifest.Set, error) {
	var changed, removed, added []*manifest.Resource
	w := o.writer(out)
	for round, objects := range out.objects {
		results, rest := in.identify(round, objects)
		for i, e := range in.entries {
			if e.round != round {
				continue
			}
			object := results[i]
			restoreIntegers(e.resource.Object(), object)
			switch {
			case object == nil:
				removed = append(removed, e.resource)
			case !sameMeaning(e.resource.Object(), object):
				next, err := w.apply(change{entry: e, index: i, object: object})
				if err != nil {
					return nil, err
				}
				changed = append(changed, next)
			}
		}
		if round > 0 {
			continue // what is new was new in the first round
		}
		for _, b := range rest {
			added = append(added, manifest.New(b.object, o.source()))
		}
	}
	return s.Without(removed...).With(slices.Concat(changed, added)...), nil
}

func (o *Overlay) source() manifest.Source {
	return manifest.Source{File: o.top().file, SetBy: manifest.SetByOverlay}
}

// identify gives the outcome of every entry of the stream, by its position, and what is new. The
// annotation says which is which; where a patch took it away or copied it to another resource, the ID
// decides.
func (in *stream) identify(round int, objects []built) (results map[int]map[string]any, rest []built) {
	results = make(map[int]map[string]any, len(objects))
	free := func(i int) bool { return i >= 0 && i < len(in.entries) && results[i] == nil }
	passes := []func(b built) int{
		func(b built) int {
			if free(b.index) && in.entries[b.index].resource.ID() == idOf(b.object) {
				return b.index
			}
			return noIndex
		},
		func(b built) int { return b.index },
		func(b built) int { return in.byID(b.object, round, results) },
	}
	rest = objects
	for _, pass := range passes {
		var left []built
		for _, b := range rest {
			if i := pass(b); free(i) {
				results[i] = b.object
				continue
			}
			left = append(left, b)
		}
		rest = left
	}
	return results, rest
}

// byID finds an entry without a result that has the ID of object.
func (in *stream) byID(object map[string]any, round int, results map[int]map[string]any) int {
	id := idOf(object)
	for i, e := range in.entries {
		if results[i] == nil && (e.round == round || e.round == 0) && e.resource.ID() == id {
			return i
		}
	}
	return noIndex
}

func idOf(object map[string]any) manifest.ID {
	metadata, _ := object["metadata"].(map[string]any)
	var id manifest.ID
	id.APIVersion, _ = object["apiVersion"].(string)
	id.Kind, _ = object["kind"].(string)
	id.Namespace, _ = metadata["namespace"].(string)
	id.Name, _ = metadata["name"].(string)
	return id
}

// apply gives the resource with its new meaning, and notes who set what is different.
func (w *writer) apply(c change) (*manifest.Resource, error) {
	next, err := c.entry.resource.Edit()
	if err != nil {
		return nil, err
	}
	before := c.entry.resource.Object()
	all := differences(before, c.object, nil)
	next.MoveMarks(func(path manifest.Path) (manifest.Path, bool) { return moved(path, before, c.object) })
	clear(next.Object())
	maps.Copy(next.Object(), c.object)
	for _, d := range all {
		next.Mark(d.path, w.origin(c, d))
	}
	return next, nil
}

// restoreIntegers gives back the digits that kustomize loses of large integers: a JSON patch turns all
// numbers of the resource that it changes into floating point, those that it does not name too.
func restoreIntegers(before, after any) {
	switch b := before.(type) {
	case map[string]any:
		a, _ := after.(map[string]any)
		for key, value := range a {
			if exact, lost := lostInteger(b[key], value); lost {
				a[key] = exact
			}
			restoreIntegers(b[key], value)
		}
	case []any:
		a, _ := after.([]any)
		for i, value := range a[:min(len(a), len(b))] {
			if exact, lost := lostInteger(b[i], value); lost {
				a[i] = exact
			}
			restoreIntegers(b[i], value)
		}
	}
}

func lostInteger(before, after any) (int64, bool) {
	exact, wasInteger := before.(int64)
	rounded, isFloat := after.(float64)
	return exact, wasInteger && isFloat && float64(exact) == rounded
}

// sameMeaning leaves aside what kustomize does to every resource that passes through it.
func sameMeaning(before, after map[string]any) bool {
	return reflect.DeepEqual(normal(before), normal(after))
}

// normal is object as it comes out of a kustomization that does nothing: annotations that are empty
// are gone, and those that are no text have become text.
func normal(object map[string]any) map[string]any {
	metadata, _ := object["metadata"].(map[string]any)
	annotations, present := metadata["annotations"]
	if !present {
		return object
	}
	next, texts := maps.Clone(object), map[string]any{}
	metadata = maps.Clone(metadata)
	next["metadata"] = metadata
	delete(metadata, "annotations")
	list, _ := annotations.(map[string]any)
	for key, value := range list {
		texts[key] = fmt.Sprint(value)
	}
	if len(texts) > 0 {
		metadata["annotations"] = texts
	}
	return next
}
