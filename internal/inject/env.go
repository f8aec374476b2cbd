package inject

import (
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// variableList is env of a container while it changes. The entries are never changed themselves: they
// belong to a resource that others read.
type variableList struct {
	entries []any
	fresh   []any
	set     map[string]*stanza // by variable: who wrote the entry
	changed bool
}

func newVariableList(c manifest.Container) variableList {
	entries, _ := c.Object["env"].([]any)
	return variableList{entries: slices.Clone(entries), set: map[string]*stanza{}}
}

// at gives the fields of an entry; they are none where the chart wrote something else than a mapping.
func (l *variableList) at(i int) map[string]any { return fieldsOf(l.entries[i]) }

func fieldsOf(entry any) map[string]any {
	fields, _ := entry.(map[string]any)
	return fields
}

// named gives the positions of a variable. There may be several: the kubelet takes the last.
func (l *variableList) named(name string) []int {
	var positions []int
	for i, entry := range l.entries {
		if fieldsOf(entry)["name"] == name {
			positions = append(positions, i)
		}
	}
	return positions
}

func (l *variableList) all(positions []int, holds func(entry map[string]any) bool) bool {
	return !slices.ContainsFunc(positions, func(i int) bool { return !holds(l.at(i)) })
}

// refers reports whether the last of the entries takes key from the object of the stanza already.
func (l *variableList) refers(positions []int, st *stanza, key string) bool {
	return refersTo(l.at(positions[len(positions)-1]), st, key)
}

func (l *variableList) drop(positions []int) {
	for _, i := range slices.Backward(positions) {
		l.entries = slices.Delete(l.entries, i, i+1)
	}
	l.changed = l.changed || len(positions) > 0
}

// refer makes the variable a reference to a key of the stanza's object, in place of entries that may
// go. It is false where another entry has to stay. The reference stands before its users, since
// Kubernetes expands $(NAME) only to variables that come earlier.
func (l *variableList) refer(st *stanza, key config.KeyName, mayGo func(entry map[string]any) bool) bool {
	positions := l.named(key.Variable)
	if !l.all(positions, func(entry map[string]any) bool { return refersTo(entry, st, key.Key) || mayGo(entry) }) {
		return false
	}
	if len(positions) == 0 {
		l.fresh = append(l.fresh, reference(st, key))
		l.set[key.Variable], l.changed = st, true
		return true
	}
	at, entry := positions[0], any(reference(st, key))
	for _, i := range positions {
		if refersTo(l.at(i), st, key.Key) {
			entry = l.entries[i] // with what else the chart says of it
		}
	}
	if user := l.firstUser(key.Variable); user >= 0 && user < at {
		at = user
	}
	if len(positions) == 1 && at == positions[0] && refersTo(l.at(at), st, key.Key) {
		return true
	}
	l.drop(positions)
	l.entries = slices.Insert(l.entries, at, entry)
	l.set[key.Variable] = st
	return true
}

// firstUser is the position of the first other variable whose value holds $(name), or -1.
func (l *variableList) firstUser(name string) int {
	return slices.IndexFunc(l.entries, func(entry any) bool {
		value, _ := fieldsOf(entry)["value"].(string)
		return fieldsOf(entry)["name"] != name && environ.Uses(value, name)
	})
}

// usedBefore reports whether a variable that stands before the first entry of a name holds $(name).
func (l *variableList) usedBefore(name string) bool {
	positions, user := l.named(name), l.firstUser(name)
	return len(positions) > 0 && user >= 0 && user < positions[0]
}

// finish puts the new entries first, so that every variable of the chart may use them.
func (l *variableList) finish() { l.entries = append(l.fresh, l.entries...) }

// why says in which way the entries of a variable differ from value.
func (l *variableList) why(name string, value any) string {
	positions := l.named(name)
	last := l.at(positions[len(positions)-1])
	text, _ := last["value"].(string)
	switch {
	case !isLiteral(last):
		return "comes from elsewhere here"
	case value == text && strings.Contains(text, "$"):
		return "stays here because its value has a dollar sign, which Kubernetes expands only in env"
	default:
		return "has a value of its own here"
	}
}

func reference(st *stanza, key config.KeyName) map[string]any {
	return map[string]any{
		"name":      key.Variable,
		"valueFrom": map[string]any{st.refField(): map[string]any{"name": st.name, "key": key.Key}},
	}
}

func refersTo(entry map[string]any, st *stanza, key string) bool {
	from, _ := entry["valueFrom"].(map[string]any)
	ref, _ := from[st.refField()].(map[string]any)
	return ref["name"] == st.name && ref["key"] == key
}
