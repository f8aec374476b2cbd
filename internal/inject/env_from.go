package inject

import (
	"github.com/hashintel/helm-hash/internal/manifest"
)

// sourceList is envFrom of a container while it grows. New sources go first: of two that set one
// variable the kubelet takes the last, so whatever the chart wrote wins.
type sourceList struct {
	entries []any
	fresh   []any
	stanzas []*stanza // of fresh
	changed bool
}

func newSourceList(c manifest.Container) sourceList {
	entries, _ := c.Object["envFrom"].([]any)
	return sourceList{entries: entries}
}

// add adds the ConfigMap of the stanza, unless it is there.
func (l *sourceList) add(st *stanza) {
	for _, entry := range l.entries {
		if brings(entry, st) {
			return
		}
	}
	source := map[string]any{"configMapRef": map[string]any{"name": st.name}}
	if st.prefix != "" {
		source["prefix"] = st.prefix
	}
	l.fresh = append(l.fresh, source)
	l.stanzas = append(l.stanzas, st)
	l.changed = true
}

func (l *sourceList) finish() { l.entries = append(l.fresh, l.entries...) }

// source is an entry of envFrom and its position.
type source struct {
	position int
	fields   map[string]any
}

// after gives the sources that win over the one of the stanza.
func (l *sourceList) after(st *stanza) []source {
	var later []source
	found := false
	for i, entry := range l.entries {
		switch {
		case brings(entry, st):
			found = true
		case found:
			later = append(later, source{i, fieldsOf(entry)})
		}
	}
	return later
}

// own gives the sources that the chart wrote.
func (l *sourceList) own() []source {
	var own []source
	for i, entry := range l.entries {
		if i >= len(l.fresh) {
			own = append(own, source{i, fieldsOf(entry)})
		}
	}
	return own
}

// brings reports whether the source is the ConfigMap of the stanza, with the names that the stanza gives.
func brings(entry any, st *stanza) bool {
	source, _ := entry.(map[string]any)
	ref, _ := source["configMapRef"].(map[string]any)
	prefix, _ := source["prefix"].(string)
	return ref["name"] == st.name && prefix == st.prefix
}
