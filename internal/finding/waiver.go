package finding

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// Waiver is an accepted finding: somebody owns it, gives a reason, and it ends.
type Waiver struct {
	Rule         string   // glob over rule IDs
	Kind         string   // of the resource; empty matches all
	Namespace    string   // likewise
	Name         string   // glob; empty matches all
	Container    string   // glob; empty matches all
	Path         string   // a field path, matches the field and what lies below; * stands for any text; empty matches all
	Environments []string // empty matches all
	Reason       string
	Owner        string
	Ticket       string
	Expires      time.Time // the last day on which it counts, UTC
	Place        string    // file:line of hash.yaml, for messages
}

// Covers reports whether the waiver is about the finding, in force or not.
func (w Waiver) Covers(f Finding, environment string) bool {
	return w.appliesTo(environment) &&
		matches(w.Rule, f.Rule) &&
		(w.Kind == "" || w.Kind == f.Resource.Kind) &&
		(w.Namespace == "" || w.Namespace == f.Resource.Namespace) &&
		(w.Name == "" || matches(w.Name, f.Resource.Name)) &&
		(w.Container == "" || matches(w.Container, f.Container)) &&
		(w.Path == "" || leadsInto(w.Path, f.Path))
}

// ExpiredAt reports whether the waiver has ended: its last day, in UTC, is over.
func (w Waiver) ExpiredAt(now time.Time) bool {
	return !now.Before(w.Expires.AddDate(0, 0, 1))
}

func (w Waiver) appliesTo(environment string) bool {
	return len(w.Environments) == 0 || slices.Contains(w.Environments, environment)
}

// matches takes the globs that hash.yaml takes; one that is malformed matches nothing.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// leadsInto reports whether pattern matches field or something that holds it.
func leadsInto(pattern string, field manifest.Path) bool {
	for end := range len(field) + 1 {
		if matchesStars(pattern, field[:end].String()) {
			return true
		}
	}
	return false
}

// matchesStars is a glob in which only * is special: the brackets of a field path are not.
func matchesStars(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	rest, found := strings.CutPrefix(text, parts[0])
	last := len(parts) - 1
	if !found || last == 0 {
		return found && rest == ""
	}
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[last])
}
