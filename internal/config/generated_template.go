package config

import (
	"errors"
	"regexp"
	"strings"
)

// secretRef is a key of a Secret.
type secretRef struct{ secret, key string }

func (r secretRef) String() string { return r.secret + "/" + r.key }

// template is a text with references; its errors do not repeat it, since a password may stand in it.
func template() form[string] {
	return form[string]{
		parse: func(_ *reader, text string) (string, error) {
			if text == "" {
				return "", errors.New("is empty")
			}
			_, err := references(text)
			return text, err
		},
		schema: schema{MinLength: 1},
	}
}

var templateReference = regexp.MustCompile(`\$(\$|\([^()$]*\)|)`)

// references gives the keys that a template refers to.
func references(template string) ([]secretRef, error) {
	var refs []secretRef
	for _, match := range templateReference.FindAllStringSubmatch(template, -1) {
		switch inner := match[1]; inner {
		case "$":
		case "":
			return nil, errors.New("has a dollar sign that begins no $(SECRET/KEY): write $$ where one is meant")
		default:
			secret, key, _ := strings.Cut(strings.Trim(inner, "()"), "/")
			_, badSecret := resourceName().parse(nil, secret)
			_, badKey := secretKey().parse(nil, key)
			if badSecret != nil || badKey != nil {
				return nil, errors.New("has a reference that is no $(SECRET/KEY), the name of a Secret and one of its keys: write $$( where a dollar sign is meant")
			}
			refs = append(refs, secretRef{secret, key})
		}
	}
	return refs, nil
}
