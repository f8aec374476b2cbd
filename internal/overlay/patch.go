package overlay

import (
	"bytes"
	"path"
	"slices"
	"strconv"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// patch is one entry of patches, patchesStrategicMerge or patchesJson6902.
type patch struct {
	by     *kustomization
	field  string
	index  int
	target *types.Selector // nil for a merge patch that names its resource itself

	file string // that its text stands in
	// offset is added to the lines of the text; fixed is the line of all of it where the text has none
	// of its own, as in a quoted string.
	offset, fixed int
	documents     []*yaml.Node
	ids           []resid.ResId // of the resources that the documents name
}

func (p *patch) place() string { return p.by.place(p.field, p.index) }

// patches lists the patches of all kustomizations, the one that has the last word first.
func (o *Overlay) patches() []*patch {
	var all []*patch
	for _, k := range o.tree {
		var own []*patch
		for i, merge := range mergePatches(&k.value) {
			entry := types.Patch{Path: string(merge)}
			if isResources(string(merge)) {
				entry = types.Patch{Patch: string(merge)}
			}
			own = append(own, o.patch(k, "patchesStrategicMerge", i, entry))
		}
		for i, entry := range k.value.Patches {
			own = append(own, o.patch(k, "patches", i, entry))
		}
		for i, entry := range jsonPatches(&k.value) {
			own = append(own, o.patch(k, "patchesJson6902", i, entry))
		}
		slices.Reverse(own)
		all = append(all, own...)
	}
	return all
}

func (o *Overlay) patch(k *kustomization, field string, index int, entry types.Patch) *patch {
	p := &patch{by: k, field: field, index: index, target: entry.Target, file: path.Join(k.dir, entry.Path)}
	text := o.files[p.file]
	if entry.Path == "" {
		text, p.file = []byte(entry.Patch), k.file
		p.locateInline()
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var document yaml.Node
		if decoder.Decode(&document) != nil {
			break
		}
		p.documents = append(p.documents, document.Content...)
	}
	resources, err := parseResources(text)
	if err != nil {
		return p // a JSON patch, which names none
	}
	for _, r := range resources {
		p.ids = append(p.ids, r.OrgId())
	}
	return p
}

// locateInline finds the lines of a patch that stands in the kustomization: only in a literal block
// are they lines of the file.
func (p *patch) locateInline() {
	node := descend(p.by.root, p.field, p.index, "patch")
	if node.Style&yaml.LiteralStyle != 0 {
		p.offset = node.Line
		return
	}
	p.fixed = node.Line
}

func (p *patch) source(line int) manifest.Source {
	line += p.offset
	if p.fixed > 0 {
		line = p.fixed
	}
	return manifest.Source{File: p.file, Line: line, SetBy: manifest.SetByOverlay}
}

// sets gives the line at which the patch sets the field at path of object, the result; 0 where it
// does not.
func (p *patch) sets(field manifest.Path, object map[string]any) int {
	for _, document := range p.documents {
		line := 0
		if document.Kind == yaml.SequenceNode {
			line = setByOperations(document, field)
		} else {
			line = setByMerge(document, field, object)
		}
		if line > 0 {
			return line
		}
	}
	return 0
}

// setByMerge follows path through a strategic merge patch.
func setByMerge(node *yaml.Node, field manifest.Path, value any) int {
	if len(field) == 0 {
		return node.Line
	}
	if node.Kind == yaml.SequenceNode {
		return setInList(node, field, value)
	}
	if node.Kind != yaml.MappingNode {
		return node.Line // it takes the place of all that was below
	}
	object, _ := value.(map[string]any)
	key, _ := field[0].(string)
	if next := child(node, key); next != nil {
		return setByMerge(next, field[1:], object[key])
	}
	if directive := child(node, "$patch"); directive != nil {
		return directive.Line
	}
	return 0
}

// setInList looks for the item of the patch that was merged into the one that the path leads into: it
// has the same name.
func setInList(node *yaml.Node, field manifest.Path, value any) int {
	list, _ := value.([]any)
	index, isIndex := field[0].(int)
	if !isIndex || index >= len(list) {
		return node.Line
	}
	object, _ := list[index].(map[string]any)
	name, hasName := object["name"].(string)
	if !hasName {
		return node.Line
	}
	for _, item := range node.Content {
		if own := child(item, "name"); own != nil && own.Value == name {
			return setByMerge(item, field[1:], object)
		}
	}
	return 0
}

// setByOperations looks for the last operation of a JSON patch that touches the field.
func setByOperations(node *yaml.Node, field manifest.Path) int {
	line := 0
	for _, operation := range node.Content {
		pointer := child(operation, "path")
		if pointer != nil && touches(pointer.Value, field) {
			line = operation.Line
		}
	}
	return line
}

// touches reports whether a JSON pointer and a path lead to the same field or one into the other.
func touches(pointer string, field manifest.Path) bool {
	steps := pointerSteps(pointer)
	for i := range min(len(steps), len(field)) {
		switch own := field[i].(type) {
		case string:
			if steps[i] != own {
				return false
			}
		case int:
			if steps[i] != "-" && steps[i] != strconv.Itoa(own) {
				return false
			}
		}
	}
	return true
}
