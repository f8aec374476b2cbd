package manifest

import "go.yaml.in/yaml/v3"

// disagreement gives the first node that does not stand for the value, or nil. The nodes and the
// value come from two parsers; keys of two types that become one text are read in no certain order.
func disagreement(n *yaml.Node, value any) *yaml.Node {
	switch n.Kind {
	case yaml.MappingNode:
		object, ok := value.(map[string]any)
		if !ok {
			return n
		}
		return mappingDisagreement(n, object)
	case yaml.SequenceNode:
		list, ok := value.([]any)
		if !ok || len(list) != len(n.Content) {
			return n
		}
		for i, item := range n.Content {
			if odd := disagreement(item, list[i]); odd != nil {
				return odd
			}
		}
	case yaml.ScalarNode:
		text, isText := value.(string)
		if n.Style&yaml.TaggedStyle == 0 && (isText && text != n.Value || !isText && !isPlain(n)) {
			return n
		}
	case yaml.AliasNode, yaml.DocumentNode:
	}
	return nil
}

func mappingDisagreement(n *yaml.Node, object map[string]any) *yaml.Node {
	keys := make(map[string]bool, len(object))
	last := make(map[string]*yaml.Node, len(object))
	if odd := collectKeys(n, keys, last); odd != nil {
		return odd
	}
	if len(keys) != len(object) {
		return n
	}
	for name := range object {
		if _, known := keys[name]; !known {
			return n
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := keyName(n.Content[i])
		if last[name] != n.Content[i+1] {
			continue
		}
		if odd := disagreement(n.Content[i+1], object[name]); odd != nil {
			return odd
		}
	}
	return nil
}

// collectKeys notes the keys of a mapping and of what it merges, whether each is text, and the last
// value of those that no merge key may override.
func collectKeys(n *yaml.Node, keys map[string]bool, last map[string]*yaml.Node) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Tag == "!!merge" {
			clear(last)
			if odd := collectMerged(value, keys); odd != nil {
				return odd
			}
			continue
		}
		name, isText := readKey(key)
		if before, known := keys[name]; known && before != isText {
			return key
		}
		keys[name], last[name] = isText, value
	}
	return nil
}

func collectMerged(n *yaml.Node, keys map[string]bool) *yaml.Node {
	sources := []*yaml.Node{n}
	if list := resolved(n); list.Kind == yaml.SequenceNode {
		sources = list.Content
	}
	for _, source := range sources {
		if odd := collectKeys(resolved(source), keys, map[string]*yaml.Node{}); odd != nil {
			return odd
		}
	}
	return nil
}
