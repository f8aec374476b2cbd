package generate

import (
	"fmt"
	"strings"
)

// refuseStale refuses to make a value anew of which one that exists is made: the two would not fit, and
// whoever uses both would be locked out.
func (m *maker) refuseStale() error {
	for _, k := range m.templated() {
		if !m.exists(k) {
			continue
		}
		_, kept := m.kept[k]
		if anew, found := m.madeAnew(k); found {
			return newStaleError(m, k, anew, kept)
		}
	}
	return nil
}

func newStaleError(m *maker, k, anew key, kept bool) *StaleError {
	place, _ := m.rule(k)
	e := &StaleError{Place: place, Namespace: m.namespace, Key: k.String(), Anew: anew.String()}
	if kept {
		e.Remedy = fmt.Sprintf("take %s out of the file, so that both are made anew, or put %s into it", k, anew)
	} else {
		e.Remedy = fmt.Sprintf("bring %s back, or delete Secret %s in namespace %s, so that both are made anew", anew, k.secret, m.namespace)
	}
	return e
}

// madeAnew gives a key that was made, and that the value of another is made of. It goes through templates
// of keys that have no value of their own.
func (m *maker) madeAnew(k key) (anew key, found bool) {
	for _, ref := range m.references(k) {
		if _, isMade := m.made[ref]; isMade {
			return ref, true
		}
		if m.exists(ref) {
			continue
		}
		if anew, found := m.madeAnew(ref); found {
			return anew, true
		}
	}
	return key{}, false
}

// templated are the keys that have a template, in the order of hash.yaml.
func (m *maker) templated() []key {
	var keys []key
	for _, s := range m.stanzas {
		for _, g := range s.Keys {
			if g.Template != "" {
				keys = append(keys, key{s.Secret, g.Key})
			}
		}
	}
	return keys
}

// doubts says which values that are kept are most likely wrong.
func (m *maker) doubts() []string {
	var notes []string
	for _, k := range m.wanted {
		if kept, known := m.kept[k]; known && kept.text == "" {
			notes = append(notes, fmt.Sprintf("%s: the value of %s is empty: take the key out to have one made", kept.place, k))
		}
	}
	for _, k := range m.templated() {
		kept, known := m.kept[k]
		expanded, complete := m.expandKept(k)
		if known && complete && expanded != kept.text {
			place, _ := m.rule(k)
			notes = append(notes, fmt.Sprintf("%s: the value of %s is not what its template (%s) makes of the others: take it out to have it made anew", kept.place, k, place))
		}
	}
	return notes
}

// expandKept expands the template of a key by what is kept alone.
func (m *maker) expandKept(k key) (value string, complete bool) {
	_, rule := m.rule(k)
	if rule.Template == "" {
		return "", false
	}
	var b strings.Builder
	for _, p := range parse(rule.Template) {
		if p.key == (key{}) {
			b.WriteString(p.text)
			continue
		}
		kept, known := m.kept[p.key]
		if !known {
			if kept.text, known = m.expandKept(p.key); !known {
				return "", false
			}
		}
		b.WriteString(p.with(kept.text))
	}
	return b.String(), true
}
