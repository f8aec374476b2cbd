package manifest

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// properties are the anchor and the tag before a node.
type properties struct {
	anchor string // with its &
	tagged bool
	end    int // behind the last of them, or the start of the node
}

// properties finds those of a node. A mapping without any starts where its first key does, and so
// where the anchor and the tag of that key do.
func (t *text) properties(n *yaml.Node, at int) properties {
	p := properties{end: at, tagged: n.Style&yaml.TaggedStyle != 0}
	count := 0
	if n.Anchor != "" {
		count, p.anchor = 1, "&"+n.Anchor
	}
	if p.tagged {
		count++
	}
	for next := at; count > 0 && (t.peek(next) == '&' || t.peek(next) == '!'); count-- {
		for p.end = next; !isSpace(t.peek(p.end)) && !strings.ContainsRune(",[]{}", rune(t.peek(p.end))); {
			p.end++
		}
		next = t.skipToToken(p.end)
	}
	return p
}

// isAbsent reports whether the node is a null that has no text.
func isAbsent(n *yaml.Node) bool {
	return isPlain(n) && n.Value == "" && n.Anchor == "" && n.Style&yaml.TaggedStyle == 0
}

func isPlain(n *yaml.Node) bool {
	const marked = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return n.Kind == yaml.ScalarNode && n.Style&marked == 0
}

func isBlockScalar(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

func isFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

// content is where the node starts behind its anchor and tag.
func (t *text) content(n *yaml.Node) (int, error) {
	at, err := t.offset(n)
	if err != nil || isAbsent(n) {
		return at, err
	}
	p := t.properties(n, at)
	if p.end == at || isPlain(n) && n.Value == "" {
		return p.end, nil
	}
	return t.skipToToken(p.end), nil
}

// end is where the text of the node ends, without a line end. The parser keeps no ends; column is that
// of the entry that holds the node, which block scalars are indented from.
func (t *text) end(n *yaml.Node, column int) (int, error) {
	at, err := t.content(n)
	if err != nil {
		return 0, err
	}
	switch n.Kind {
	case yaml.AliasNode:
		return t.match(at, "*"+n.Value)
	case yaml.ScalarNode:
		return t.scalarEnd(n, at, column)
	case yaml.MappingNode, yaml.SequenceNode:
		return t.collectionEnd(n, at)
	case yaml.DocumentNode:
	}
	return 0, errUneditable
}

func (t *text) collectionEnd(n *yaml.Node, at int) (int, error) {
	if isFlow(n) && t.peek(at) == openingBracket(n) {
		_, end, err := t.flowEntries(n)
		return end, err
	}
	entriesOf := t.blockEntries
	if isFlow(n) { // the one pair of [key: value]
		entriesOf = func(n *yaml.Node) ([]entry, error) { return t.flowPairs(n, at) }
	}
	entries, err := entriesOf(n)
	if err != nil || len(entries) == 0 {
		return 0, errUneditable
	}
	return entries[len(entries)-1].valueEnd, nil
}
