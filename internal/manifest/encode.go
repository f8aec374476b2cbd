package manifest

import (
	"maps"
	"slices"
	"strings"
)

// layout is how a document sets out its blocks; new text follows it.
type layout struct {
	step int  // indentation of a mapping in a mapping
	dash int  // indentation of a sequence in a mapping
	json bool // everything in double quotes
}

// kubernetesLayout is how kubectl and Helm's toYaml set out blocks.
func kubernetesLayout() layout { return layout{step: 2} }

// writer writes data as YAML that readers of YAML 1.1 and 1.2 take for the same data.
type writer struct {
	layout
	out []byte
}

func (w *writer) put(text string) { w.out = append(w.out, text...) }

func (w *writer) String() string { return string(w.out) }

// encode writes an object that has no text yet, keys in order.
func encode(object map[string]any) ([]byte, error) {
	w := writer{layout: kubernetesLayout()}
	if err := w.block(object, 0); err != nil {
		return nil, err
	}
	return append(w.out, '\n'), nil
}

// block writes a collection in block style. Its first line goes where the text is, the others are
// indented; there is no last line end.
func (w *writer) block(value any, indent int) error {
	switch v := value.(type) {
	case map[string]any:
		for i, key := range slices.Sorted(maps.Keys(v)) {
			w.startLine(i, indent)
			if err := w.pair(key, v[key], indent); err != nil {
				return err
			}
		}
	case []any:
		for i, item := range v {
			w.startLine(i, indent)
			if err := w.item(item, indent, 2); err != nil {
				return err
			}
		}
	default:
		return unwritable(value)
	}
	return nil
}

func (w *writer) startLine(i, indent int) {
	if i > 0 {
		w.put("\n" + strings.Repeat(" ", indent))
	}
}

func (w *writer) pair(key string, value any, indent int) error {
	if !isLegible(key) {
		return errNotText
	}
	w.put(stringText(key, nil, w.layout))
	w.put(":")
	if !isBlock(value) {
		w.put(" ")
		return w.inline(value, indent+w.step)
	}
	below := indent + w.step
	if _, isList := value.([]any); isList {
		below = indent + w.dash
	}
	w.startLine(1, below)
	return w.block(value, below)
}

// item writes an item of a sequence; gap is the distance from the dash to what stands behind it.
func (w *writer) item(value any, indent, gap int) error {
	w.put("-" + strings.Repeat(" ", gap-1))
	if !isBlock(value) {
		return w.inline(value, indent+gap)
	}
	return w.block(value, indent+gap)
}

// inline writes a value that stands on the line of its key or dash, or starts there.
func (w *writer) inline(value any, indent int) error {
	if s, ok := value.(string); ok && isLiteral(s) {
		head, lines := literal(s, indent)
		w.put(head + "\n" + lines)
		return nil
	}
	return w.flow(value, nil)
}

// isBlock reports whether a value takes lines of its own.
func isBlock(value any) bool {
	switch v := value.(type) {
	case map[string]any:
		return len(v) > 0
	case []any:
		return len(v) > 0
	}
	return false
}
