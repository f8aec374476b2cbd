package manifest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"

	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// SelfCheckError says that the text about to be written would not be read as what was judged. It is
// never the user's fault.
type SelfCheckError struct{ Reason string }

func (e *SelfCheckError) Error() string {
	return "the result would not be read as it was judged: " + e.Reason
}

// Hint names the remedy.
func (e *SelfCheckError) Hint() string {
	return "this is a mistake of the program: nothing was written; report it with the smallest chart that shows it"
}

// meanings are texts of documents with what they mean. The same bytes always mean the same, so what was
// decoded once need not be decoded again.
type meanings map[string]any

func (m meanings) note(body []byte, value any) { m[string(terminated(body))] = value }

// of is the meaning of a document as Kubernetes' reader cuts it out: the first one with its separator.
func (m meanings) of(chunk []byte) (any, error) {
	body := chunk
	if bytes.HasPrefix(body, []byte("---")) {
		body = body[bytes.IndexByte(body, '\n')+1:]
	}
	if value, known := m[string(body)]; known {
		return value, nil
	}
	return meaning(chunk)
}

// selfCheck reads text as Kubernetes does and compares it, resource by resource, with the set.
func (s *Set) selfCheck(text []byte, known meanings) error {
	objects, err := readAsKubernetes(text, known)
	if err != nil {
		return &SelfCheckError{Reason: "it is not valid"}
	}
	if len(objects) != len(s.resources) {
		return &SelfCheckError{Reason: fmt.Sprintf("%d resources judged, %d read back", len(s.resources), len(objects))}
	}
	for i, r := range s.resources {
		if !reflect.DeepEqual(objects[i], any(r.object)) {
			return &SelfCheckError{Reason: fmt.Sprintf("%s reads back differently", r.ID())}
		}
	}
	return nil
}

func readAsKubernetes(text []byte, known meanings) ([]any, error) {
	reader := kubeyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	var objects []any
	for {
		chunk, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		value, err := known.of(chunk)
		if err != nil {
			return nil, err
		}
		object, isObject := value.(map[string]any)
		items, isList := object["items"]
		switch {
		case value == nil:
		case isObject && isList:
			list, _ := items.([]any)
			objects = append(objects, list...)
		default:
			objects = append(objects, value)
		}
	}
}
