package policy

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/manifest"
)

// violation is one result of a decision.
type violation struct {
	message   string
	fix       string
	container string
	path      manifest.Path
}

// The keys of a result that mean something here.
const (
	keyMessage   = "msg"
	keyPath      = "path"
	keyFix       = "fix"
	keyContainer = "container"
)

// violations reads the value of a decision: a set or array of messages or of objects with a message.
// conftest takes any other value for success; here it is an error.
func (d *decision) violations(value ast.Value) ([]violation, error) {
	items, ok := elements(value)
	if !ok {
		return nil, d.fault(fmt.Sprintf("%s is %s, not a set of messages", d.name, typeName(value)))
	}
	violations := make([]violation, len(items))
	for i, item := range items {
		var err error
		if violations[i], err = d.violation(item.Value); err != nil {
			return nil, err
		}
	}
	return violations, nil
}

func (d *decision) violation(value ast.Value) (v violation, err error) {
	switch result := value.(type) {
	case ast.String:
		v.message = plain(string(result))
	case ast.Object:
		v, err = d.read(result)
	default:
		err = d.fault(fmt.Sprintf("%s holds %s, not a message", d.name, typeName(value)))
	}
	if err == nil && v.message == "" {
		err = d.fault(fmt.Sprintf("%s holds a result without a message (msg)", d.name))
	}
	return v, err
}

// read reads a result object. Built-in rules are held to the four keys; own ones, which may come from
// other tools, may carry more.
func (d *decision) read(result ast.Object) (v violation, err error) {
	err = result.Iter(func(key, value *ast.Term) error {
		name, _ := key.Value.(ast.String)
		text, isText := value.Value.(ast.String)
		path, isPath := pathOf(value.Value)
		switch {
		case name == keyMessage && isText:
			v.message = plain(string(text))
		case name == keyFix && isText:
			v.fix = plain(string(text))
		case name == keyContainer && isText:
			v.container = string(text)
		case name == keyPath && isPath:
			v.path = path
		case name == keyPath && isText && !d.builtin:
			v.path = manifest.ParsePath(string(text))
		case d.builtin || name == keyMessage:
			return d.fault(fmt.Sprintf("a result of %s has the key %s with %s", d.name, key, typeName(value.Value)))
		}
		return nil
	})
	return v, err
}

// pathOf reads a path: a list of keys and positions.
func pathOf(value ast.Value) (manifest.Path, bool) {
	list, ok := value.(*ast.Array)
	if !ok {
		return nil, false
	}
	path := make(manifest.Path, 0, list.Len())
	for i := range list.Len() {
		switch step := list.Elem(i).Value.(type) {
		case ast.String:
			path = append(path, string(step))
		case ast.Number:
			position, ok := step.Int()
			if !ok || position < 0 {
				return nil, false
			}
			path = append(path, position)
		default:
			return nil, false
		}
	}
	return path, true
}

// excepted reports whether the exceptions of the package, a set of lists of suffixes, name the
// decision; the empty suffix names deny, warn and violation themselves.
func (d *decision) excepted(exceptions ast.Value) (bool, error) {
	if exceptions == nil {
		return false, nil
	}
	lists, ok := elements(exceptions)
	if !ok {
		return false, d.badException(exceptions)
	}
	found := false
	for _, list := range lists {
		names, ok := elements(list.Value)
		if !ok {
			return false, d.badException(list.Value)
		}
		for _, name := range names {
			found = found || name.Value.Compare(ast.String(d.suffix)) == 0
		}
	}
	return found, nil
}

func (d *decision) badException(value ast.Value) error {
	return &evaluationError{
		text: fmt.Sprintf("%s: %s is or holds %s, where a list of rule names belongs", d.at, ruleException, typeName(value)),
		hint: "write `exception contains rules if { ... }`, where rules is a list such as [\"suffix\"]",
	}
}

// elements gives the members of a set or an array.
func elements(value ast.Value) ([]*ast.Term, bool) {
	var items []*ast.Term
	switch collection := value.(type) {
	case ast.Set:
		items = collection.Slice()
	case *ast.Array:
		collection.Foreach(func(item *ast.Term) { items = append(items, item) })
	default:
		return nil, false
	}
	return items, true
}

func typeName(value ast.Value) string {
	switch name := ast.ValueName(value); name {
	case "array", "object":
		return "an " + name
	case "null":
		return name
	default:
		return "a " + name
	}
}

func (d *decision) fault(text string) error {
	return &evaluationError{
		text: d.at + ": " + text,
		hint: fmt.Sprintf("write `%s contains msg if { ... }`, where msg is a text or an object with msg", d.name),
	}
}
