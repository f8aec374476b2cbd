package manifest

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// Read reads a whole manifest stream, or gives an error: it never returns a part. The name stands
// for the stream in messages. What Helm, kubectl and the API server would read differently from one
// another is refused with its line rather than guessed at.
func Read(r io.Reader, name string) (*Set, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxStream+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(text) > maxStream {
		return nil, &refusal{name, fmt.Sprintf("larger than %d MiB", maxStream>>20), "render the chart in parts"}
	}
	docs, err := split(text, name)
	if err != nil {
		return nil, err
	}
	err = parallel(len(docs), func(i int) error {
		err := docs[i].decode()
		docs[i].sealed = docs[i].seal()
		return err
	})
	if err != nil {
		return nil, err
	}
	s := &Set{name: name, docs: docs}
	for _, d := range docs {
		if err := s.appendResources(d); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// appendResources adds what the document holds: nothing, one resource, or the items of a List. For
// the API server anything with a field items is a List, whatever its kind says.
func (s *Set) appendResources(d *document) error {
	if d.value == nil {
		return nil
	}
	items, isList := d.value["items"]
	if !isList {
		s.resources = append(s.resources, &Resource{doc: d, item: noItem, object: d.value, source: d.source(d.value)})
		return nil
	}
	d.isList = true
	list, ok := items.([]any)
	if !ok && items != nil {
		return &refusal{d.place(1), "the field items, which makes it a List, is no list of resources", "write items as a list, or name the field otherwise"}
	}
	for i, item := range list {
		object, err := d.listItem(i, item)
		if err != nil {
			return err
		}
		s.resources = append(s.resources, &Resource{doc: d, item: i, object: object, source: d.source(object)})
	}
	return nil
}

// listItem refuses items that the API server would refuse or fill in from the List around them.
func (d *document) listItem(i int, item any) (map[string]any, error) {
	refuse := func(problem, remedy string) error {
		return &refusal{d.place(d.itemLine(i)), fmt.Sprintf("item %d of the List %s", i+1, problem), remedy}
	}
	object, ok := item.(map[string]any)
	if !ok {
		return nil, refuse("is no resource", "remove it")
	}
	if _, nested := object["items"]; nested {
		return nil, refuse("is itself a List, which Kubernetes refuses", "list its items directly")
	}
	if kind, _ := object["kind"].(string); kind == "" {
		return nil, refuse("has no kind", "write out its apiVersion and kind")
	}
	return object, nil
}

var sourceComment = regexp.MustCompile(`(?m)^# Source: (\S.*?)\s*$`)

// source is the template that an object came from: Helm 4 says so by an annotation, Helm 3 by a
// comment above the document.
func (d *document) source(object map[string]any) Source {
	found, _ := Path{"metadata", "annotations", filenameAnnotation}.Lookup(object)
	if file, _ := found.(string); file != "" {
		return Source{File: file, SetBy: SetByTemplate}
	}
	return Source{File: d.sourceComment(), SetBy: SetByTemplate}
}

func (d *document) sourceComment() string {
	if match := sourceComment.FindSubmatch(d.head()); match != nil {
		return string(match[1])
	}
	return ""
}

// head is the part of the body before its first line of content.
func (d *document) head() []byte {
	end := 0
	for line := range bytes.Lines(d.body) {
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) > 0 && trimmed[0] != '#' {
			break
		}
		end += len(line)
	}
	return d.body[:end]
}
