package secret

import (
	"slices"

	"github.com/hashintel/helm-hash/internal/config"
	"github.com/hashintel/helm-hash/internal/environ"
)

// Found is what a cluster has of a Secret.
type Found struct {
	Exists bool
	Keys   []string
}

// Lack is a Secret, or a key of one, that a cluster does not have.
type Lack struct {
	Need     Need
	Key      string // empty: the Secret itself
	Nearest  string // key that is there and was probably meant
	Uses     []Use
	Provider Provider // who is to make it
}

// Severity says what a lack leads to.
type Severity string

// The severities of what is missing, as those of findings are called.
const (
	Error   Severity = "error"   // a pod does not start
	Warning Severity = "warning" // pods start, and something may not work
	Info    Severity = "info"    // nobody needs it now
)

// Severity says what happens without.
func (l Lack) Severity() Severity {
	needed := slices.DeleteFunc(slices.Clone(l.Uses), func(u Use) bool { return u.Optional })
	switch {
	case len(needed) == 0, l.Mounted():
		return Info
	case slices.ContainsFunc(needed, Use.StopsPod):
		return Error
	default:
		return Warning
	}
}

// Mounted reports whether the Secret is there only while a pod mounts it, so that nothing can be said of
// it before.
func (l Lack) Mounted() bool { return l.Key == "" && l.Provider.Mounts() }

// StopsPod reports whether a pod does not start without what is used. Images may be there or need no
// credentials; a certificate is nothing that pods wait for.
func (u Use) StopsPod() bool {
	switch u.As {
	case environ.UseImagePull, environ.UseTLS, environ.UseServiceAccount:
		return false
	default:
		return !u.Optional
	}
}

// Judge says what is missing; found answers needs one by one.
func Judge(needs []Need, found []Found) []Lack {
	var missing []Lack
	for i, n := range needs {
		if !found[i].Exists {
			missing = append(missing, Lack{Need: n, Uses: n.Uses(), Provider: n.Provider})
			continue
		}
		for _, k := range n.Keys {
			if Holds(found[i].Keys, k.Name) {
				continue
			}
			nearest, _ := config.Nearest(k.Name, found[i].Keys)
			missing = append(missing, Lack{Need: n, Key: k.Name, Nearest: nearest, Uses: k.Uses, Provider: k.Provider})
		}
	}
	return missing
}

// NotApplied leaves out what an installation brings along: plain Secrets of the release. What an operator
// makes of a resource of the release is kept, since that may fail.
func NotApplied(needs []Need) []Need {
	var rest []Need
	for _, n := range needs {
		kept := n
		kept.Keys = slices.DeleteFunc(slices.Clone(n.Keys), func(k NeededKey) bool { return k.Provider.Plain() })
		if n.Provider.Plain() {
			kept.Whole = nil
		}
		if len(kept.Keys)+len(kept.Whole) > 0 {
			rest = append(rest, kept)
		}
	}
	return rest
}
