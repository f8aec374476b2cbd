// Package environ knows how the kubelet gives a container its environment.
//
// It hides where a pod template refers to ConfigMaps and Secrets, on which of them it can count, which
// names of variables Kubernetes accepts, and how $(NAME) is expanded.
package environ

import (
	"regexp"
	"strings"
)

var validName = regexp.MustCompile(`^[-._a-zA-Z][-._a-zA-Z0-9]*$`)

// ValidName reports whether every supported version of Kubernetes takes name for a variable. Others
// the kubelet skips, with no more than an event.
func ValidName(name string) bool {
	return validName.MatchString(name) && name != "." && !strings.HasPrefix(name, "..")
}

// Uses reports whether a value of env holds a reference $(name); $$ stands for a dollar sign.
func Uses(value, name string) bool {
	for {
		_, rest, found := strings.Cut(value, "$")
		switch {
		case !found:
			return false
		case strings.HasPrefix(rest, "$"):
			value = rest[1:]
			continue
		case strings.HasPrefix(rest, "("+name+")"):
			return true
		}
		value = rest
	}
}
