package manifest

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// merge decides about the merge keys (<<) of a mapping. They stay, and inherited is what they bring in,
// where everything in it is wanted or overridden by a key of the mapping; else they go, and what they
// brought in is written out.
func (e *editor) merge(entries []entry, p *plan, want map[string]any) (inherited map[string]any, err error) {
	inherited = map[string]any{}
	keep := true
	for i, in := range entries {
		if !in.isMerge() {
			continue
		}
		known := e.mergeFrom(in.value, inherited)
		for _, earlier := range entries[:i] {
			// YAML 1.1 readers let a merge key override what stands before it.
			if _, overridden := inherited[earlier.name]; overridden && !earlier.isMerge() {
				return nil, errUneditable
			}
		}
		keep = keep && known
	}
	for name := range inherited {
		if _, wanted := want[name]; !wanted {
			keep = false
		}
	}
	if keep {
		return inherited, nil
	}
	for i, in := range entries {
		p.removed[i] = p.removed[i] || in.isMerge()
	}
	return nil, nil
}

// mergeFrom adds what the value of a merge key will mean; known is false where that cannot be told.
func (e *editor) mergeFrom(n *yaml.Node, into map[string]any) (known bool) {
	switch n.Kind {
	case yaml.AliasNode:
		from, ok := e.now[n.Alias].(map[string]any)
		maps.Copy(into, from)
		return ok
	case yaml.SequenceNode: // the first one wins
		for _, source := range slices.Backward(n.Content) {
			if !e.mergeFrom(source, into) {
				return false
			}
		}
		return true
	case yaml.DocumentNode, yaml.MappingNode, yaml.ScalarNode:
	}
	return false
}
