package inject

import (
	"maps"
	"slices"
	"strings"
)

// dropRepeated removes the variables that say the same as the ConfigMap, which envFrom now brings.
// Those that a later envFrom would then set otherwise have to stay.
func (c *change) dropRepeated(st *stanza, shared map[string]any, later laterSources) {
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		positions := c.env.named(name)
		if len(positions) == 0 || c.env.refers(positions, st, strings.TrimPrefix(name, st.prefix)) {
			continue
		}
		other, isSet := later.known[name]
		unknown, mayBeSet := later.unknownSetting(name)
		switch {
		case !c.env.all(positions, func(entry map[string]any) bool { return repeats(entry, shared[name]) }):
			c.drift(name, c.env.why(name, shared[name]), st)
		case isSet && other != shared[name]:
			c.drift(name, "stays here because another envFrom of the container sets it too", st)
		case mayBeSet:
			c.drift(name, "stays here because "+unknown+", which is not in the release, may set it too", st)
		default:
			c.env.drop(positions)
		}
	}
}

// isLiteral reports whether the entry of env holds its value itself.
func isLiteral(entry map[string]any) bool { return entry["valueFrom"] == nil }

// repeats reports whether the entry of env is the literal value. One with a dollar sign never is:
// Kubernetes expands $(NAME) in env, and not in what comes from a ConfigMap.
func repeats(entry map[string]any, value any) bool {
	literal, isText := entry["value"].(string)
	if entry["value"] == nil {
		isText = true // Kubernetes takes a missing value for an empty one
	}
	return isLiteral(entry) && isText && value == literal && !strings.Contains(literal, "$")
}
