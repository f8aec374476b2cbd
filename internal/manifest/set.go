package manifest

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"sync"
)

// Set is the ordered list of the resources of one release, and the text between them. It is immutable:
// With and Without give new sets.
type Set struct {
	name      string
	docs      []*document
	resources []*Resource
}

// All gives the resources in the order of the stream; the items of a List are resources.
func (s *Set) All() iter.Seq[*Resource] { return slices.Values(s.resources) }

// Len is the number of resources.
func (s *Set) Len() int { return len(s.resources) }

// HasDocuments reports whether the stream held any document, a comment included. Helm 3 hands an
// empty stream to a post-renderer with --output-dir.
func (s *Set) HasDocuments() bool {
	return slices.ContainsFunc(s.docs, func(d *document) bool {
		return d.added || len(bytes.TrimSpace(d.lead))+len(bytes.TrimSpace(d.body)) > 0
	})
}

// Find gives the resources with that ID: more than one where a hook and a template share it.
func (s *Set) Find(id ID) []*Resource {
	var found []*Resource
	for _, r := range s.resources {
		if r.ID() == id {
			found = append(found, r)
		}
	}
	return found
}

// With gives a set in which the resources given replace their earlier state; those that the set does
// not have go last. Under Helm 4, whose streams carry file names as annotations, new ones get one too.
func (s *Set) With(changed ...*Resource) *Set {
	if len(changed) == 0 {
		return s
	}
	next := &Set{name: s.name, docs: slices.Clone(s.docs), resources: slices.Clone(s.resources)}
	index := make(map[resourceKey]int, len(s.resources))
	for i, r := range s.resources {
		index[r.key()] = i
	}
	annotated := sync.OnceValue(s.annotatesFiles)
	for _, r := range changed {
		r = r.settled()
		if i, ok := index[r.key()]; ok {
			next.resources[i] = r
			continue
		}
		if annotated() {
			r = r.withFilename()
		}
		index[r.key()] = len(next.resources)
		next.resources = append(next.resources, r)
		next.docs = append(next.docs, r.doc)
	}
	next.arrange()
	return next
}

// arrange puts the resources into the order of the text. They are out of it where one came back that
// an earlier set had removed.
func (s *Set) arrange() {
	position := make(map[*document]int, len(s.docs))
	s.docs = slices.DeleteFunc(s.docs, func(d *document) bool {
		_, known := position[d]
		if !known {
			position[d] = len(position)
		}
		return known
	})
	slices.SortStableFunc(s.resources, func(a, b *Resource) int {
		return cmp.Or(cmp.Compare(position[a.doc], position[b.doc]), cmp.Compare(a.item, b.item))
	})
}

// Without gives a set that lacks the resources given.
func (s *Set) Without(removed ...*Resource) *Set {
	if len(removed) == 0 {
		return s
	}
	gone := make(map[resourceKey]bool, len(removed))
	for _, r := range removed {
		gone[r.key()] = true
	}
	next := &Set{name: s.name, docs: slices.Clone(s.docs)}
	for _, r := range s.resources {
		if !gone[r.key()] {
			next.resources = append(next.resources, r)
		}
	}
	return next
}

// MapSources gives a set in which the file of every source is what rename makes of it.
func (s *Set) MapSources(rename func(file string) string) *Set {
	next := &Set{name: s.name, docs: s.docs, resources: make([]*Resource, len(s.resources))}
	for i, r := range s.resources {
		renamed := *r
		renamed.source.File = rename(r.source.File)
		next.resources[i] = &renamed
	}
	return next
}

// settled gives a resource that the caller can no longer change through the object it edited.
func (r *Resource) settled() *Resource {
	if !r.edited {
		return r
	}
	next := *r
	next.object, next.marks, next.edited = normalMap(r.object), slices.Clone(r.marks), false
	return &next
}

func (s *Set) annotatesFiles() bool {
	return slices.ContainsFunc(s.resources, func(r *Resource) bool {
		return r.Annotations()[filenameAnnotation] != ""
	})
}

// withFilename gives an added resource the annotation by which Helm 4 finds its file.
func (r *Resource) withFilename() *Resource {
	if r.source.File == "" || r.Annotations()[filenameAnnotation] != "" {
		return r
	}
	named := *r
	named.object = setAnnotation(r.object, filenameAnnotation, r.source.File)
	return &named
}
