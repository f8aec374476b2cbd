// Package environ knows how the kubelet gives a container its environment.
//
// It hides where a pod template refers to ConfigMaps and Secrets, on which of them it can count, which
// names of variables Kubernetes accepts, how $(NAME) is expanded, and which entry wins. Of a Secret it
// keeps the names of its keys, never a value.
package environ

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var validName = regexp.MustCompile(`^[-._a-zA-Z][-._a-zA-Z0-9]*$`)

// ValidName reports whether every version of Kubernetes takes name for a variable.
func ValidName(name string) bool {
	return validName.MatchString(name) && name != "." && !strings.HasPrefix(name, "..")
}

// Uses reports whether a value of env holds a reference $(name); $$ stands for a dollar sign.
func Uses(value, name string) bool {
	used := false
	expand(value, func(reference string) (Value, bool) {
		used = used || reference == name
		return nil, false
	})
	return used
}

// minor is the minor version of a cluster.
type minor int

// The versions in which the rules changed.
const (
	newest          = minor(1 << 16)
	anyNameFromKeys = minor(30) // since then the kubelet takes every key of envFrom
	anyNameInEnv    = minor(32) // since then the API server takes nearly every name in env
	withFiles       = minor(35) // since then fileKeyRef is there by default
)

// minorOf reads a version such as 1.34; it is the newest where there is none.
func minorOf(version string) minor {
	_, rest, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	digits, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return newest
	}
	return minor(n)
}

// inEnv reports whether the API server takes a name in env.
func (m minor) inEnv(name string) bool {
	if m < anyNameInEnv || name == "" {
		return ValidName(name)
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsPrint(r) || r == '='
	})
}

// fromKey reports whether the kubelet takes a key of envFrom, with its prefix, for a variable.
func (m minor) fromKey(name string) bool { return m >= anyNameFromKeys || ValidName(name) }
