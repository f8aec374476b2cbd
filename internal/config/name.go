package config

import (
	"errors"
	"fmt"
	"strings"
)

// The forms of names, as Kubernetes and Helm want them.

func releaseForm() form[string] {
	return matching("release name", `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, 53,
		"lower-case letters, digits and dashes, at most 53")
}

func namespaceForm() form[string] {
	return matching("namespace", `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, 63,
		"lower-case letters, digits and dashes, at most 63")
}

func resourceName() form[string] {
	return matching("resource name", `^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`, 253,
		"lower-case letters, digits, dashes and dots, at most 253")
}

func configMapKey() form[string] {
	return matching("ConfigMap key", `^[-._a-zA-Z0-9]+$`, 253, "letters, digits, dashes, dots and underscores, at most 253")
}

// secretKey never repeats what it got: it may be a value that somebody put in the wrong place.
func secretKey() form[string] {
	return silent(configMapKey(), "is no key of a Secret: letters, digits, dashes, dots and underscores, never the secret itself")
}

// silent is a form whose error says the same of everything.
func silent(f form[string], message string) form[string] {
	parse := f.parse
	f.parse = func(r *reader, text string) (string, error) {
		if _, err := parse(r, text); err != nil {
			return "", errors.New(message)
		}
		return text, nil
	}
	return f
}

// variable is the stricter rule that all supported Kubernetes versions accept.
func variable() form[string] {
	f := matching("variable name", `^[-._a-zA-Z][-._a-zA-Z0-9]*$`, 253,
		"letters, digits, dashes, dots and underscores, no digit first, at most 253")
	parse := f.parse
	f.parse = func(r *reader, text string) (string, error) {
		if text == "." || strings.HasPrefix(text, "..") {
			return "", fmt.Errorf("bad variable name %q: two dots cannot begin it", text)
		}
		return parse(r, text)
	}
	return f
}

// prefix is what can stand before the names of variables.
func prefix() form[string] {
	f := variable()
	parse := f.parse
	f.parse = func(r *reader, text string) (string, error) {
		if _, err := parse(r, text+"A"); err != nil || text == "" {
			return "", fmt.Errorf("bad prefix %q: a variable name can begin with letters, dashes, dots and underscores", text)
		}
		return text, nil
	}
	return f
}

// newEnvironment is the name of an environment where it is defined.
func newEnvironment() form[string] {
	return matching("environment name", `^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$`, 63,
		"letters, digits, dashes, dots and underscores, at most 63")
}

// knownEnvironment is the name of an environment where it is referred to.
func knownEnvironment() form[string] {
	return form[string]{
		parse: func(r *reader, text string) (string, error) {
			return oneOf("environment", r.environments...).parse(r, text)
		},
		schema: schema{MinLength: 1},
	}
}

func profile() form[string] {
	return form[string]{
		parse: func(r *reader, text string) (string, error) {
			return oneOf("profile", r.known.Profiles...).parse(r, text)
		},
		schema: schema{MinLength: 1},
	}
}
