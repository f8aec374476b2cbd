// Package export writes what a container gets in a cluster for those who run it elsewhere.
//
// It hides how each format quotes, which names and values it can hold, and what Docker Compose calls
// otherwise. What cannot be written has a comment in its place, never a value that is nearly right.
package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Container is what is exported of a container, its references to variables expanded.
type Container struct {
	Title     string // says what this is
	Name      string // of the workload
	Manifest  manifest.Container
	Variables []Variable
	Command   []Variable // each named after its place in the field
	Args      []Variable
}

// Variable is a name with its value.
type Variable struct {
	Name  string // empty where Why says all
	Value string
	Why   string // there is no value; empty where there is one
}

// Lookup gives the value of what only the cluster knows, if it is known after all.
type Lookup func(environ.Source) (value string, found bool)

// Resolve gives a variable its whole value, or says what is not known.
func Resolve(name string, value environ.Value, lookup Lookup) Variable {
	v := Variable{Name: name}
	v.Value, _ = value.Resolve(func(s environ.Source) (string, bool) {
		text, found := lookup(s)
		if !found && v.Why == "" {
			v.Why = s.String()
		}
		return text, found
	})
	return v
}

// Texts resolves a field of a container that is a list of texts: its command or its args.
func Texts(c manifest.Container, field string, e environ.Environment, lookup Lookup) []Variable {
	list, _ := c.Object[field].([]any)
	texts := make([]Variable, len(list))
	for i, entry := range list {
		texts[i] = Resolve(fmt.Sprintf("%s[%d]", field, i), e.Expand(fmt.Sprint(entry)), lookup)
	}
	return texts
}

// unfit says why no process can be given a value, or nothing.
func unfit(v Variable) string {
	switch {
	case strings.ContainsRune(v.Value, 0):
		return "its value holds a zero byte, which no process can be given"
	case !utf8.ValidString(v.Value):
		return "its value is not UTF-8, which is all that the formats hold"
	}
	return ""
}

// remark is a comment that stands in place of what is left out.
func (v Variable) remark() string {
	if v.Name == "" {
		return comment(v.Why)
	}
	return comment(v.Name + ": " + v.Why)
}

// comment is one line, whatever the manifest holds.
func comment(text string) string {
	return "# " + strings.Map(func(r rune) rune {
		switch {
		case unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		default:
			return '\uFFFD'
		}
	}, text) + "\n"
}
