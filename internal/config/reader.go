package config

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	maxValues = 50_000 // values of one file, aliases counted each time they are used
	maxDepth  = 100    // values inside each other
	maxErrors = 20     // errors that are told of one file
)

// reader walks the nodes of one file and collects what is wrong in it.
type reader struct {
	file         string
	root         *os.Root
	known        Known
	environments []string // names that the file defines, known before anything is read
	ownPolicies  bool     // the file adds policies whose rule IDs nobody knows here

	values int // that were read so far
	depth  int // of the value that is being read
	errs   []lineError
	refuse error // makes all other errors pointless
}

// lineError is an error and the line of the file that it is about.
type lineError struct {
	line int
	err  error
}

// input is one node of the file and the way to it, for messages.
type input struct {
	node *yaml.Node
	path string
}

func newReader(file string, root *os.Root, known Known) *reader {
	return &reader{file: file, root: root, known: known}
}

// peek notes what other parts of the file refer to before they are read.
func (r *reader) peek(document *yaml.Node) {
	if environments := child(document, "environments"); environments != nil && environments.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(environments.Content); i += 2 {
			r.environments = append(r.environments, environments.Content[i].Value)
		}
	}
	if policies := child(document, "policies"); policies != nil {
		paths := child(policies, "paths")
		r.ownPolicies = paths != nil && len(paths.Content) > 0
	}
}

// read reads one value. All reading passes through here, so aliases and limits are handled once.
func (r *reader) read(v value, in input) {
	r.values++
	r.depth++
	defer func() { r.depth-- }()
	switch {
	case r.refuse != nil:
		return
	case r.values > maxValues:
		r.refuse = fmt.Errorf("%s: more than %d values: use fewer aliases", r.file, maxValues)
		return
	case r.depth > maxDepth:
		r.refuse = fmt.Errorf("%s: values more than %d levels deep", r.place(in.node.Line), maxDepth)
		return
	}
	if in.node.Kind == yaml.AliasNode {
		in.node = in.node.Alias
	}
	v.read(r, in)
}

// fail notes a mistake at in.
func (r *reader) fail(in input, err error) {
	if in.path != "" {
		err = fmt.Errorf("%s: %w", in.path, err)
	}
	line := in.node.Line
	r.errs = append(r.errs, lineError{line, fmt.Errorf("%s: %w", r.place(line), err)})
}

func (r *reader) place(line int) string { return fmt.Sprintf("%s:%d", r.file, line) }

// err gives all mistakes in the order of lines.
func (r *reader) err() error {
	if r.refuse != nil {
		return r.refuse
	}
	slices.SortStableFunc(r.errs, func(a, b lineError) int { return cmp.Compare(a.line, b.line) })
	var all []error
	for i, e := range r.errs {
		if i == maxErrors {
			all = append(all, fmt.Errorf("%s: and %d more", r.file, len(r.errs)-i))
			break
		}
		all = append(all, e.err)
	}
	return errors.Join(all...)
}

// is reports whether in has the kind, and notes a mistake where it has not.
func (r *reader) is(in input, kind yaml.Kind) bool {
	if in.node.Kind == kind {
		return true
	}
	r.wrongType(in, map[yaml.Kind]string{yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list", yaml.ScalarNode: "a single value"}[kind])
	return false
}

func (r *reader) wrongType(in input, wanted string) {
	remedy := ""
	switch {
	case isNull(in.node):
		remedy = ": complete it, or leave the key out"
	case in.node.Kind == yaml.ScalarNode && wanted == "text":
		remedy = ": put it in quotes"
	}
	r.fail(in, fmt.Errorf("%s is needed, not %s%s", wanted, describe(in.node), remedy))
}

func describe(n *yaml.Node) string {
	if n.Kind == yaml.AliasNode {
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!map":
		return "a mapping"
	case "!!seq":
		return "a list"
	case "!!str", "!!timestamp":
		return "text"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!null":
		return "nothing"
	default:
		return n.ShortTag()
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// key is the value of a key of in.
func (in input) key(name string, n *yaml.Node) input {
	plain := name != "" && strings.IndexFunc(name, func(c rune) bool {
		return !isAlphanumeric(c) && !strings.ContainsRune("-_/", c)
	}) < 0
	switch {
	case !plain:
		return input{n, in.path + "[" + strconv.Quote(name) + "]"}
	case in.path == "":
		return input{n, name}
	default:
		return input{n, in.path + "." + name}
	}
}

// items are the values of a list.
func (in input) items() []input {
	var items []input
	for i, n := range in.node.Content {
		items = append(items, input{n, in.path + "[" + strconv.Itoa(i) + "]"})
	}
	return items
}

// child is the value of a key, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != key {
			continue
		}
		if found := n.Content[i+1]; found.Kind != yaml.AliasNode {
			return found
		}
		return n.Content[i+1].Alias
	}
	return nil
}

func isAlphanumeric(c rune) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
