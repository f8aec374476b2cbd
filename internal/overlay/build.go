package overlay

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Places in the memory of a build. The stream lies beside the project, so that no name in the project
// can be taken for it; the project lies one level down, so that no base contains the stream.
const (
	projectDir = "/project"
	streamDir  = "/stream"
	streamFile = "/stream/stream.yaml"
)

// output is what kustomize made of a stream.
type output struct {
	rounds  []resmap.ResMap
	objects [][]built // as data, one list for each round
}

// built is one resource that came out.
type built struct {
	object map[string]any
	index  int // in the stream, as its annotation says; noIndex where it has none
}

const noIndex = -1

// build runs kustomize once for each round of the stream.
func (o *Overlay) build(ctx context.Context, in *stream) (*output, error) {
	out := &output{}
	for round := range in.rounds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result, err := o.run(in, round, nil)
		if err != nil {
			return nil, o.explain(err, in)
		}
		objects, err := readBuilt(result)
		if err != nil {
			return nil, err
		}
		out.rounds = append(out.rounds, result)
		out.objects = append(out.objects, objects)
	}
	return out, o.checkMatches(in, out)
}

// run is one build. The kustomizations in changed stand in for those of the overlay.
func (o *Overlay) run(in *stream, round int, changed map[*kustomization]types.Kustomization) (resmap.ResMap, error) {
	text, err := in.text(round)
	if err != nil {
		return nil, err
	}
	memory := filesys.MakeFsInMemory()
	for _, file := range sortedKeys(o.files) {
		if err := memory.WriteFile(path.Join(projectDir, file), o.files[file]); err != nil {
			return nil, err
		}
	}
	if err := memory.WriteFile(streamFile, text); err != nil {
		return nil, err
	}
	for _, k := range o.tree {
		value, isChanged := changed[k]
		if !isChanged {
			value = k.value
		}
		if k == o.top() && !o.component() && len(text) > 0 {
			value.Resources = slices.Concat([]string{relativeTo(k.dir, streamFile)}, value.Resources)
		} else if !isChanged {
			continue
		}
		if err := writeKustomization(memory, path.Join(projectDir, k.file), value); err != nil {
			return nil, err
		}
	}
	target := path.Join(projectDir, o.dir)
	if o.component() {
		target = streamDir
		if err := o.writeWrapper(memory, len(text) > 0); err != nil {
			return nil, err
		}
	}
	options := krusty.MakeDefaultOptions()
	if o.top().value.SortOptions != nil {
		options.Reorder = krusty.ReorderOptionUnspecified // else kustomize logs that it was told twice
	}
	// The box is the project: what is not in it is not in memory.
	options.LoadRestrictions = types.LoadRestrictionsNone
	var result resmap.ResMap
	err = guard(func() (err error) {
		result, err = krusty.MakeKustomizer(options).Run(memory, target)
		return err
	})
	return result, err
}

// writeWrapper writes the kustomization that applies a component to the stream.
func (o *Overlay) writeWrapper(memory filesys.FileSystem, hasStream bool) error {
	wrapper := types.Kustomization{Components: []string{path.Join("..", projectDir, o.dir)}}
	if hasStream {
		wrapper.Resources = []string{path.Base(streamFile)}
	}
	return writeKustomization(memory, path.Join(streamDir, "kustomization.yaml"), wrapper)
}

func writeKustomization(memory filesys.FileSystem, file string, value types.Kustomization) error {
	text, err := encode(value)
	if err != nil {
		return err
	}
	return memory.WriteFile(file, text)
}

// relativeTo names target, an absolute path, from a directory of the project.
func relativeTo(dir, target string) string {
	depth := 1
	for at := path.Clean(dir); at != "."; at = path.Dir(at) {
		depth++
	}
	return strings.Repeat("../", depth) + strings.TrimPrefix(target, "/")
}

// readBuilt gives the resources as data, our annotation taken off wherever it got to.
func readBuilt(result resmap.ResMap) ([]built, error) {
	var all []built
	for _, r := range result.Resources() {
		text, err := r.MarshalJSON()
		if err != nil {
			return nil, unreadable(r, err)
		}
		var object map[string]any
		if err := json.Unmarshal(text, &object); err != nil {
			return nil, unreadable(r, err)
		}
		strip(object)
		all = append(all, built{object: object, index: indexOf(r)})
	}
	return all, nil
}

// unreadable is what becomes of a key such as y or no that a JSON patch has passed: kustomize loses its
// quotes, and with them its type.
func unreadable(r *resource.Resource, err error) error {
	return fmt.Errorf("kustomize cannot write %s %s, perhaps for a key such as y or no in a resource with a JSON patch: %w", r.GetKind(), r.GetName(), redacted(err))
}

func indexOf(r *resource.Resource) int {
	index, err := strconv.Atoi(r.GetAnnotations()[indexAnnotation])
	if err != nil {
		return noIndex
	}
	return index
}

// strip takes our annotation out of value at every depth: a replacement may have copied it.
func strip(value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, item := range v {
			strip(item)
			inner, isMap := item.(map[string]any)
			if _, carries := inner[indexAnnotation]; !isMap || !carries {
				continue
			}
			delete(inner, indexAnnotation)
			if len(inner) == 0 {
				delete(v, key)
			}
		}
	case []any:
		for _, item := range v {
			strip(item)
		}
	}
}
