package manifest

import (
	"iter"
	"slices"
)

// filenameAnnotation is that by which Helm 4 finds the file of a resource again.
const filenameAnnotation = "postrenderer.helm.sh/postrender-filename"

// Resource is one object of a stream. It is immutable for its readers: [Resource.Edit] gives a copy
// that may be changed until it is handed to [Set.With].
type Resource struct {
	doc    *document
	item   int // position in a List, or noItem
	object map[string]any
	source Source
	marks  []mark
	edited bool // the object is still open for changes
}

const noItem = -1

type mark struct {
	path Path
	by   Source
}

// New makes a resource that was in no stream. The object must hold only what JSON holds: map[string]any,
// []any, string, bool, int, int64, float64 and nil.
func New(object map[string]any, source Source) *Resource {
	return &Resource{doc: &document{added: true}, item: noItem, object: normalMap(object), source: source, edited: true}
}

// ID names the resource; its fields are empty where the text says nothing.
func (r *Resource) ID() ID {
	metadata, _ := r.object["metadata"].(map[string]any)
	id := ID{}
	id.APIVersion, _ = r.object["apiVersion"].(string)
	id.Kind, _ = r.object["kind"].(string)
	id.Namespace, _ = metadata["namespace"].(string)
	id.Name, _ = metadata["name"].(string)
	if id.Name == "" {
		if prefix, _ := metadata["generateName"].(string); prefix != "" {
			id.Name = prefix + "*"
		}
	}
	return id
}

// Object is the meaning of the resource as the API server would decode it: YAML 1.1 booleans, the
// last of duplicate keys, int64 or float64 numbers. It must not be changed, unless r came from Edit.
func (r *Resource) Object() map[string]any { return r.object }

// Labels are the labels in metadata; values that are no strings are left out.
func (r *Resource) Labels() map[string]string { return r.stringMap("labels") }

// Annotations are the annotations in metadata; values that are no strings are left out.
func (r *Resource) Annotations() map[string]string { return r.stringMap("annotations") }

func (r *Resource) stringMap(field string) map[string]string {
	found, _ := Path{"metadata", field}.Lookup(r.object)
	object, _ := found.(map[string]any)
	result := make(map[string]string, len(object))
	for key, value := range object {
		if s, ok := value.(string); ok {
			result[key] = s
		}
	}
	return result
}

// Source is the file that the resource came from, with the line only where it is exact.
func (r *Resource) Source() Source { return r.source }

// Place says where the resource stands in the stream, for error messages: "stdin:12 (chart/templates/api.yaml)".
func (r *Resource) Place() string {
	if r.doc.added {
		return r.source.String()
	}
	place := r.doc.at(r.doc.itemLine(r.item))
	if r.source.File != "" {
		place += " (" + r.source.File + ")"
	}
	return place
}

// Edit gives a copy whose Object may be changed until it is handed to [Set.With]. It is an error
// where the text has duplicate keys: the edit could mean either of them.
func (r *Resource) Edit() (*Resource, error) {
	if duplicates := r.Duplicates(); len(duplicates) > 0 {
		d := duplicates[0]
		place := d.Place
		if r.source.File != "" {
			place += " (" + r.source.File + ")"
		}
		return nil, &DuplicateKeyError{Place: place, Key: d.Path.String(), Resource: r.ID()}
	}
	return &Resource{
		doc:    r.doc,
		item:   r.item,
		object: normalMap(r.object),
		source: r.source,
		marks:  slices.Clip(r.marks),
		edited: true,
	}, nil
}

// Mark notes who set the field at path, so that findings about it name the right file.
func (r *Resource) Mark(path Path, by Source) {
	r.marks = append(r.marks, mark{path: path, by: by})
}

// Marks gives the marked fields and who set them, in the order in which they were marked.
func (r *Resource) Marks() iter.Seq2[Path, Source] {
	return func(yield func(Path, Source) bool) {
		for _, m := range r.marks {
			if !yield(m.path, m.by) {
				return
			}
		}
	}
}

// MoveMarks says where the marked fields are now, after entries of lists have changed their places. A
// field for which move gives false is gone, and its mark with it.
func (r *Resource) MoveMarks(move func(Path) (Path, bool)) {
	kept := make([]mark, 0, len(r.marks))
	for _, m := range r.marks {
		if path, found := move(m.path); found {
			kept = append(kept, mark{path, m.by})
		}
	}
	r.marks = kept
}

// Origin is the place of the last writer of the field at path: the latest mark on the field, on one
// that holds it or on one below it, else the source of the resource.
func (r *Resource) Origin(path Path) Source {
	for _, m := range slices.Backward(r.marks) {
		if path.HasPrefix(m.path) || m.path.HasPrefix(path) && len(path) > 0 {
			return m.by
		}
	}
	return r.source
}

// Same reports whether r and other are states of one resource of a stream.
func (r *Resource) Same(other *Resource) bool { return r.key() == other.key() }

type resourceKey struct {
	doc  *document
	item int
}

func (r *Resource) key() resourceKey { return resourceKey{r.doc, r.item} }
