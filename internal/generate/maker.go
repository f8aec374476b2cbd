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
	stanzas []config.Generate
	random  io.ByteReader
	kept    map[key]string
	there   []key
	wanted  []key
	made    map[key]string
}

func (m *maker) makeAll() error {
	for _, k := range m.wanted {
		if slices.Contains(m.there, k) {
			continue
		}
		if _, err := m.value(k); err != nil {
			return err
		}
	}
	return nil
}

// value gives the value of a key, and makes it where there is none. It comes to an end: package config
// has refused templates that lead back to themselves.
func (m *maker) value(k key) (string, error) {
	if value, known := m.kept[k]; known {
		return value, nil
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

func (m *maker) expand(k key, place, template string) (string, error) {
	var b strings.Builder
	for _, p := range parse(template) {
		b.WriteString(p.text)
		if p.key == (key{}) {
			continue
		}
		if err := m.refuse(p.key, k, place); err != nil {
			return "", err
		}
		value, err := m.value(p.key)
		if err != nil {
			return "", err
		}
		b.WriteString(value)
	}
	return b.String(), nil
}

// refuse refuses a reference that leads to no value.
func (m *maker) refuse(k, from key, place string) error {
	if _, kept := m.kept[k]; kept {
		return nil
	}
	if slices.Contains(m.there, k) {
		return &UnreadableError{Place: place, Key: from.String(), Of: k.String()}
	}
	known := m.known()
	if slices.Contains(known, k.String()) {
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
