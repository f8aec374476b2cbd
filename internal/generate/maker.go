package generate

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/config"
)

// maker makes the values of one namespace.
type maker struct {
	namespace string
	stanzas   []config.Generate
	random    io.ByteReader
	kept      map[key]keptValue
	there     []key
	wanted    []key
	made      map[key]string
	unknown   *UnknownError
}

func (m *maker) makeAll() error {
	for _, k := range m.wanted {
		if m.exists(k) {
			continue
		}
		if _, err := m.value(k); err != nil {
			return err
		}
	}
	return nil
}

// exists reports whether a key has a value already, known or not.
func (m *maker) exists(k key) bool {
	_, kept := m.kept[k]
	return kept || slices.Contains(m.there, k)
}

// value gives the value of a key, and makes it where there is none. It comes to an end: package config
// has refused templates that lead back to themselves.
func (m *maker) value(k key) (string, error) {
	if kept, known := m.kept[k]; known {
		return kept.text, nil
	}
	if value, known := m.made[k]; known {
		return value, nil
	}
	place, rule := m.rule(k)
	var value string
	var err error
	if rule.Template != "" {
		value, err = m.expand(k, place, rule.Template)
	} else {
		value, err = draw(m.random, cmp.Or(rule.Length, defaultLength), alphabet(rule.Alphabet))
	}
	if err != nil {
		return "", err
	}
	m.made[k] = value
	return value, nil
}

// rule gives what hash.yaml says of a key, and where.
func (m *maker) rule(k key) (place string, rule config.GeneratedKey) {
	for _, s := range m.stanzas {
		for _, g := range s.Keys {
			if s.Secret == k.secret && g.Key == k.key {
				return s.Place, g
			}
		}
	}
	return "", config.GeneratedKey{}
}

// references gives the keys that the template of a key refers to.
func (m *maker) references(k key) []key {
	var refs []key
	_, rule := m.rule(k)
	for _, p := range parse(rule.Template) {
		if p.key != (key{}) {
			refs = append(refs, p.key)
		}
	}
	return refs
}

// expand makes a value of others. Where one of these is not known, that is noted, and the result is of no
// use.
func (m *maker) expand(k key, place, template string) (string, error) {
	var b strings.Builder
	for _, p := range parse(template) {
		if p.key == (key{}) {
			b.WriteString(p.text)
			continue
		}
		if err := m.refuse(p.key, k, place); err != nil {
			return "", err
		}
		if _, kept := m.kept[p.key]; !kept && slices.Contains(m.there, p.key) {
			m.unknown.addTemplate(m.namespace, place, k, p.key)
			continue
		}
		value, err := m.value(p.key)
		if err != nil {
			return "", err
		}
		b.WriteString(p.with(value))
	}
	return b.String(), nil
}

// refuse refuses a reference that leads to no value.
func (m *maker) refuse(k, from key, place string) error {
	known := m.known()
	if m.exists(k) || slices.Contains(known, k.String()) {
		return nil
	}
	e := &RuleError{
		Place:  place,
		Reason: fmt.Sprintf("the template of %s refers to %s, which is neither generated nor there", from, k),
		Remedy: "name the key under generate, or correct the template",
	}
	if near, found := config.Nearest(k.String(), known); found {
		e.Remedy = fmt.Sprintf("did you mean $(%s)?", near)
	}
	return e
}

// known are the keys that templates can refer to, sorted.
func (m *maker) known() []string {
	names := map[string]bool{}
	for _, k := range slices.Concat(m.wanted, slices.Collect(maps.Keys(m.kept))) {
		names[k.String()] = true
	}
	for _, s := range m.stanzas {
		for _, g := range s.Keys {
			names[key{s.Secret, g.Key}.String()] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// collect adds what was made to the values of all namespaces.
func (m *maker) collect(to map[Name]Values) {
	for k, value := range m.made {
		name := Name{m.namespace, k.secret}
		if to[name] == nil {
			to[name] = Values{}
		}
		to[name][k.key] = value
	}
}
