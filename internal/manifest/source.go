package manifest

import "strconv"

// Who last set a field.
const (
	SetByTemplate = "template"
	SetByValues   = "values"
	SetByOverlay  = "overlay"
	SetByInject   = "inject"
)

// Source is the place of a resource or a field in a file that a person edits. Line and Column count
// from 1; 0 means that the place is not known exactly, and is never shown.
type Source struct {
	File   string
	Line   int
	Column int
	SetBy  string
}

// String prints file:line, or as much of it as is known.
func (s Source) String() string {
	if s.File == "" || s.Line == 0 {
		return s.File
	}
	return s.File + ":" + strconv.Itoa(s.Line)
}
