package hoist

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// literal is a variable whose value stands in the container itself.
type literal struct {
	name, value string
	held        string // the ConfigMap of a stanza that holds it already
	secret      bool
	reason      string // why it has to stay; empty: it may move
}

// literals gives the literal variables of a container in their order, each once.
func (r reader) literals(w *manifest.Resource, t manifest.PodTemplate, c manifest.Container) []literal {
	entries, _ := c.Object["env"].([]any)
	if len(entries) == 0 {
		return nil
	}
	gets := r.gets(w, t, c)
	var found []literal
	seen := map[string]bool{}
	for i, entry := range entries {
		fields, _ := entry.(map[string]any)
		name, _ := fields["name"].(string)
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		l, ok := literalOf(entries[i:], name)
		if !ok {
			continue
		}
		if l.reason == "" && usedIn(entries[:i], name) {
			l.reason = "is used by a variable that comes before it"
		}
		if l.reason == "" {
			gets.judge(&l)
		}
		found = append(found, l)
	}
	return found
}

// literalOf reads a variable, which may stand in several of the entries: the kubelet takes the last. It
// is no literal where any of them refers to a value that stands elsewhere.
func literalOf(entries []any, name string) (literal, bool) {
	l := literal{name: name}
	for i, entry := range entries {
		fields, _ := entry.(map[string]any)
		if fields["name"] != name {
			continue
		}
		value, isText := fields["value"].(string)
		if fields["valueFrom"] != nil || !isText && fields["value"] != nil {
			return literal{}, false
		}
		if i > 0 && value != l.value {
			l.reason = "the container defines it twice, with different values"
		}
		l.value = value
	}
	if reason := unmovable(name, l.value); reason != "" {
		l.reason = reason
	}
	if what, found := credential.Find(name, l.value); found {
		l.secret, l.reason = true, "it holds "+what
	}
	return l, true
}

// usedIn reports whether an entry refers to the variable. Kubernetes expands $(NAME) only to variables
// that come earlier, and those of envFrom come before all of env.
func usedIn(entries []any, name string) bool {
	for _, entry := range entries {
		fields, _ := entry.(map[string]any)
		if value, _ := fields["value"].(string); environ.Uses(value, name) {
			return true
		}
	}
	return false
}

var configMapKey = regexp.MustCompile(`^[-._a-zA-Z0-9]{1,253}$`)

// unmovable says why a variable cannot be the key of a ConfigMap and mean the same, whoever defines it.
func unmovable(name, value string) string {
	switch {
	case !environ.ValidName(name) || !configMapKey.MatchString(name):
		return "its name cannot be a key of a ConfigMap"
	case strings.Contains(value, "$"):
		return "its value has a dollar sign, which Kubernetes expands only in env"
	case !utf8.ValidString(value) || strings.ContainsFunc(value, unwritable):
		return "its value has control characters"
	default:
		return ""
	}
}

func unwritable(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }
