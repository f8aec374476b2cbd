package manifest

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Write writes the set as a stream: all of it in one go, or nothing. Resources that nobody changed
// leave with their original bytes. What is about to be written is first read once more as Kubernetes
// reads it and compared with the set; a difference is a [SelfCheckError].
func (s *Set) Write(w io.Writer) error {
	text, err := s.Bytes()
	if err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("writing the manifests: %w", err)
	}
	return nil
}

// Bytes is what Write writes.
func (s *Set) Bytes() ([]byte, error) {
	byDoc := make(map[*document][]*Resource, len(s.docs))
	for _, r := range s.resources {
		byDoc[r.doc] = append(byDoc[r.doc], r)
	}
	drafts := make([]draft, len(s.docs))
	err := parallel(len(s.docs), func(i int) (err error) {
		drafts[i], err = s.docs[i].draft(byDoc[s.docs[i]])
		return err
	})
	if err != nil {
		return nil, err
	}
	out := output{meanings: make(meanings, len(s.docs))}
	for i, d := range s.docs {
		out.document(d, drafts[i])
	}
	if err := s.selfCheck(out.text, out.meanings); err != nil {
		return nil, err
	}
	return out.text, nil
}

// draft is the new text of a document.
type draft struct {
	body   []byte
	value  any  // what it means, where that was seen
	proven bool // it was
	gone   bool // nothing of the document is left
}

// draft writes the document with the states that its resources have now.
func (d *document) draft(resources []*Resource) (draft, error) {
	switch {
	case d.added:
		body, err := added(resources)
		return draft{body: body, gone: len(resources) == 0}, err
	case d.value == nil:
		return draft{body: d.body, proven: d.seal() == d.sealed}, nil
	case len(resources) == 0 && !d.isEmptyList():
		return draft{gone: true}, nil
	}
	want, positions := d.current(resources)
	body, err := d.rewrite(want, positions)
	return draft{body: body, value: want, proven: d.seal() == d.sealed}, err
}

// output is the stream as far as it is written.
type output struct {
	text     []byte
	meanings meanings
}

// document appends a document on a line of its own, behind a separator.
func (out *output) document(d *document, text draft) {
	if text.gone {
		return
	}
	if text.proven {
		out.meanings.note(text.body, text.value)
	}
	lead := d.lead
	if !bytes.HasPrefix(lead, []byte("---")) && (len(out.text) > 0 || d.added) {
		lead = []byte("---" + d.lineEnd()) // only the first of a stream may lack one
	}
	if n := len(out.text); n > 0 && out.text[n-1] != '\n' && !bytes.Equal(out.text, byteOrderMark) {
		out.text = append(out.text, '\n')
	}
	out.text = append(append(out.text, lead...), text.body...)
}

// added is the text of a resource that was in no stream.
func added(resources []*Resource) ([]byte, error) {
	var body []byte
	for _, r := range resources {
		if file := r.source.File; file != "" && !strings.ContainsAny(file, "\r\n") && r.Annotations()[filenameAnnotation] == "" {
			body = append(body, "# Source: "+file+"\n"...)
		}
		text, err := encode(r.object)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.ID(), err)
		}
		body = append(body, text...)
	}
	return body, nil
}

func (d *document) isEmptyList() bool {
	items, _ := d.value["items"].([]any)
	return d.isList && len(items) == 0
}

// current is what the document shall mean: the resource itself, or the List around its items and the
// position that each of them had.
func (d *document) current(resources []*Resource) (want map[string]any, positions []int) {
	if !d.isList {
		return resources[0].object, nil
	}
	if len(resources) == 0 {
		return d.value, nil
	}
	items := make([]any, len(resources))
	positions = make([]int, len(resources))
	for i, r := range resources {
		items[i], positions[i] = r.object, r.item
	}
	list := copyMap(d.value)
	list["items"] = items
	return list, positions
}
