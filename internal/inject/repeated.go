package inject

import (
	"maps"
	"slices"
	"strings"
)

// Why a repeated literal has to stay.
const (
	lateReason = "stays here because the hook runs before Helm has made or changed the ConfigMap"
	usedReason = "stays here because a variable before it holds it as $(NAME), which would mean something else"
)

// dropRepeated removes the variables that say the same as the ConfigMap, which envFrom now brings.
// Those that the container would then get otherwise have to stay.
func (c *change) dropRepeated(s sharing, later []laterSource) {
	shared := s.variables()
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		positions := c.env.named(name)
		if len(positions) == 0 || c.env.refers(positions, s.stanza, strings.TrimPrefix(name, s.prefix)) {
			continue
		}
		if reason := c.staying(name, shared[name], s, later); reason != "" {
			c.drift(name, reason, s.stanza)
			continue
		}
		c.env.drop(positions)
		c.dropped = append(c.dropped, dropped{name, s.stanza})
	}
}

// staying says why the entries of a variable have to stay, or nothing.
func (c *change) staying(name string, value any, s sharing, later []laterSource) string {
	repeated := func(entry map[string]any) bool { return repeats(entry, value) }
	switch {
	case !c.env.all(c.env.named(name), repeated):
		return c.env.why(name, value)
	case s.late:
		return lateReason
	case c.env.usedBefore(name):
		return usedReason
	}
	for _, l := range later {
		if reason := l.setting(name); reason != "" {
			return reason
		}
	}
	return ""
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
