package config

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"
)

func waiver(w *Waiver) value {
	v := object(
		required("rule", "ID of a rule; a glob over IDs needs a resource with kind or name.", text(&w.Rule, ruleGlob())),
		optional("resource", "Which resources; all unless given.", object(
			optional("kind", "Kind of the resource.", text(&w.Kind, someText())),
			optional("namespace", "Namespace of the resource.", text(&w.Namespace, someText())),
			optional("name", "Glob over names of resources.", text(&w.Name, glob())),
		)),
		optional("container", "Glob over the name of the container; all unless given.", text(&w.Container, anyText())),
		optional("path", "Field that is waived with all below it, such as spec.replicas; all unless given.", text(&w.Path, anyText())),
		optional("environments", "Only in these; in all unless given.", filled(texts(&w.Environments, knownEnvironment()))),
		required("reason", "Why the finding is accepted.", text(&w.Reason, someText())),
		required("owner", "Who answers for it.", text(&w.Owner, someText())),
		optional("ticket", "Where it is tracked.", text(&w.Ticket, someText())),
		required("expires", "Last day on which the waiver counts, UTC, such as 2027-03-31.", parsed(&w.Expires, date())),
	)
	return placed(&w.Place, checked(v, func(r *reader, in input) {
		if w.boundless() {
			r.fail(in, errors.New("a rule that is a glob needs a resource with kind or name: without, the waiver would accept whatever comes"))
		}
	}))
}

// boundless reports whether the waiver names neither a rule nor a resource: it would accept whatever
// comes.
func (w *Waiver) boundless() bool {
	return strings.ContainsAny(w.Rule, "*?[") && w.Kind == "" && strings.Trim(w.Name, "*?") == ""
}

// waivers is a list of waivers and of files that hold such lists.
func waivers(dst *[]Waiver) value {
	one := func() value { return appended(dst, waiver) }
	return value{
		read: func(r *reader, in input) {
			if !r.is(in, yaml.SequenceNode) {
				return
			}
			for _, in := range in.items() {
				r.read(either(yaml.ScalarNode, waiverFile(dst), one()), in)
			}
		},
		schema: func() *schema {
			return &schema{Type: "array", Items: either(yaml.ScalarNode, waiverFile(dst), one()).schema()}
		},
	}
}

// waiverFile is the name of a file that is a list of waivers.
func waiverFile(dst *[]Waiver) value {
	var name string
	v := text(&name, existing(toFile))
	v.read = checked(v, func(r *reader, in input) {
		if err := r.readWaivers(dst, name); err != nil {
			r.errs = append(r.errs, lineError{in.node.Line, err})
		}
	}).read
	return v
}

// readWaivers reads a file with a reader of its own, so that places name that file.
func (r *reader) readWaivers(dst *[]Waiver, name string) error {
	data, file, err := r.readFile(name)
	if err != nil {
		return err
	}
	document, err := parseDocument(data, file, "it is a list of waivers, [] for none")
	if err != nil {
		return err
	}
	inner := newReader(file, r.root, r.known)
	inner.environments, inner.ownPolicies = r.environments, r.ownPolicies
	var listed []Waiver
	inner.read(list(&listed, waiver), input{node: document})
	*dst = append(*dst, listed...)
	return inner.err()
}
