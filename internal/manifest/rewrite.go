package manifest

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// rewrite gives the body with the new meaning, with as few changed lines as possible. For a List,
// items says which old item each new one comes from. No text is trusted before it was read again:
// edits that would mean something else are made in larger pieces, at last by writing all of it anew.
func (d *document) rewrite(want map[string]any, items []int) ([]byte, error) {
	if reflect.DeepEqual(want, d.value) {
		return d.body, nil
	}
	for deepest := depthOf(want); deepest > 0; deepest-- {
		body, err := d.edited(want, items, deepest)
		if err == nil && means(body, want) {
			return body, nil
		}
	}
	body, err := d.anew(want)
	if err == nil && !means(body, want) {
		err = &SelfCheckError{Reason: "its new text reads differently"}
	}
	return body, err
}

func (d *document) edited(want map[string]any, items []int, deepest int) ([]byte, error) {
	e := editor{
		text:    newText(d.body, d.lineEnd()),
		layout:  layoutOf(d.root),
		deepest: deepest,
		aliased: hasAliases(d.root),
		now:     map[*yaml.Node]any{},
	}
	if d.isList {
		e.items, e.list = items, d.itemsNode()
	}
	if err := e.change(slot{entry: entry{value: d.root}}, d.value, want); err != nil {
		return nil, err
	}
	return e.apply()
}

// anew keeps only the comments at the head.
func (d *document) anew(want map[string]any) ([]byte, error) {
	text, err := encode(want)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.place(1), err)
	}
	if eol := d.lineEnd(); eol != "\n" {
		text = []byte(strings.ReplaceAll(string(text), "\n", eol))
	}
	return append(bytes.Clone(d.head()), text...), nil
}

// means reports whether the body is one document of that meaning, to all readers.
func means(body []byte, want map[string]any) bool {
	docs, err := split(body, "")
	if err != nil || len(docs) != 1 {
		return false
	}
	value, err := meaning(terminated(body))
	return err == nil && reflect.DeepEqual(value, any(want))
}

// lineEnd is how the first line of the document ends.
func (d *document) lineEnd() string {
	for _, part := range [][]byte{d.lead, d.body} {
		if i := bytes.IndexByte(part, '\n'); i >= 0 {
			if i > 0 && part[i-1] == '\r' {
				return "\r\n"
			}
			return "\n"
		}
	}
	return "\n"
}

func depthOf(value any) int {
	deepest := 0
	switch v := value.(type) {
	case map[string]any:
		for _, below := range v {
			deepest = max(deepest, depthOf(below))
		}
	case []any:
		for _, below := range v {
			deepest = max(deepest, depthOf(below))
		}
	default:
		return 0
	}
	return deepest + 1
}

func hasAliases(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || slices.ContainsFunc(n.Content, hasAliases)
}

// layoutOf is how the document sets out its blocks, as far as it has any.
func layoutOf(root *yaml.Node) layout {
	l := layout{json: isFlow(root) && len(root.Content) > 0 && root.Content[0].Style&yaml.DoubleQuotedStyle != 0}
	var dashKnown bool
	walkBlocks(root, func(key, value *yaml.Node) {
		indent := value.Column - key.Column
		switch {
		case value.Line == key.Line || indent < 0:
		case value.Kind == yaml.MappingNode && l.step == 0:
			l.step = indent
		case value.Kind == yaml.SequenceNode && !dashKnown:
			l.dash, dashKnown = indent, true
		}
	})
	if l.step == 0 {
		l.step = kubernetesLayout().step
	}
	return l
}

// walkBlocks visits the pairs of mappings in block style.
func walkBlocks(n *yaml.Node, visit func(key, value *yaml.Node)) {
	if isFlow(n) {
		return
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 {
			visit(n.Content[i-1], child)
		}
		walkBlocks(child, visit)
	}
}
