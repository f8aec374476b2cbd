package overlay

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// writer knows which part of an overlay set a field. It looks at what the overlay says and at what
// came out; where that does not tell, it names the overlay's kustomization without a line.
type writer struct {
	overlay *Overlay
	patches []*patch
	// selected says for each patch with a target which entries it selects in the result.
	selected map[*patch]map[int]bool
}

// writer must be made in the box.
func (o *Overlay) writer(out *output) *writer {
	w := &writer{overlay: o, patches: o.patches(), selected: map[*patch]map[int]bool{}}
	for _, p := range w.patches {
		if p.target == nil {
			continue
		}
		w.selected[p] = map[int]bool{}
		for _, result := range out.rounds {
			resources, err := result.Select(*p.target)
			if err != nil {
				continue // the build would not have come this far
			}
			for _, r := range resources {
				w.selected[p][indexOf(r)] = true
			}
		}
	}
	return w
}

// change is a resource that has come out differently.
type change struct {
	entry  entry
	index  int
	object map[string]any // the result
}

// origin is the place that set the field. Images and replicas come after patches in kustomize.
func (w *writer) origin(c change, d difference) manifest.Source {
	if source, found := w.byTransformer(c, d); found {
		return source
	}
	for _, p := range w.patches {
		hits := slices.Contains(p.ids, c.entry.id)
		if p.target != nil {
			hits = w.selected[p][c.index]
		}
		if !hits || !p.by.stream {
			continue
		}
		if line := p.sets(d.path, c.object); line > 0 {
			return p.source(line)
		}
	}
	return w.overlay.source()
}

func (w *writer) byTransformer(c change, d difference) (manifest.Source, bool) {
	field, _ := d.path[len(d.path)-1].(string)
	for _, k := range w.overlay.tree {
		if !k.stream {
			continue
		}
		for i, image := range slices.Backward(k.value.Images) {
			if field == "image" && madeBy(image, d) {
				return k.source("images", i), true
			}
		}
		for i, replicas := range slices.Backward(k.value.Replicas) {
			if field == "replicas" && replicas.Name == c.entry.id.Name && d.after == replicas.Count {
				return k.source("replicas", i), true
			}
		}
	}
	return manifest.Source{}, false
}

// madeBy reports whether the entry turns the image before into the one after.
func madeBy(image types.Image, d difference) bool {
	was, _ := d.before.(string)
	is, _ := d.after.(string)
	matched := imageStrings{all: []string{was}}
	return matched.match(image.Name) &&
		strings.HasPrefix(is, image.NewName) && strings.Contains(is, image.NewTag) && strings.Contains(is, image.Digest)
}

func (k *kustomization) source(steps ...any) manifest.Source {
	return manifest.Source{File: k.file, Line: k.line(steps...), SetBy: manifest.SetByOverlay}
}

var pointerEscapes = strings.NewReplacer("~1", "/", "~0", "~")

// pointerSteps are the steps of a JSON pointer.
func pointerSteps(pointer string) []string {
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, step := range steps {
		steps[i] = pointerEscapes.Replace(step)
	}
	return steps
}
