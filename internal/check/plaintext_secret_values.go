package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashintel/helm-hash/internal/credential"
	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// exposedValues looks through the values files.
func (in Release) exposedValues(rule finding.Rule) ([]finding.Finding, error) {
	var findings []finding.Finding
	for _, file := range in.Values {
		fields, err := file.Fields()
		if err != nil {
			return nil, err
		}
		var all []manifest.Field
		names := map[string]string{}
		for field := range fields {
			all = append(all, field)
			if last := len(field.Path) - 1; last > 0 && field.Path[last] == "name" {
				names[field.Path[:last].String()] = field.Value
			}
		}
		for _, field := range all {
			for _, e := range inValue(field, names) {
				findings = append(findings, e.inValues(rule, file.Name, field))
			}
		}
	}
	return findings, nil
}

// inValue judges a value by the key that leads to it. An entry with a name and a value is a setting of
// that name.
func inValue(field manifest.Field, names map[string]string) []exposure {
	e := exposure{path: field.Path, place: "the value " + shown(field.Path).String(), fix: keepOutValues}
	name := keyOf(field.Path)
	last := len(field.Path) - 1
	if sibling := names[field.Path[:max(last, 0)].String()]; sibling != "" && name == "value" {
		name = sibling
		e.place += fmt.Sprintf(" of %q", credential.Shown(name))
	}
	return e.each(credential.InVariable(name, field.Value))
}

// keyOf is the last key of a path; the entries of a list are called like the list.
func keyOf(path manifest.Path) string {
	for _, step := range slices.Backward(path) {
		if key, ok := step.(string); ok {
			return key
		}
	}
	return ""
}

// inValues is the finding of an exposure in a values file, with the line that holds it where the text
// of the value stands line by line in the file.
func (e exposure) inValues(rule finding.Rule, file string, field manifest.Field) finding.Finding {
	source := manifest.Source{File: file, Line: field.Line, Column: field.Column}
	if e.line > 0 && field.Block && field.Line > 0 {
		source.Line, source.Column = field.Line+e.line, 0
		e.line = 0
	}
	f := rule.Violation(e.message())
	f.Fix, f.Path, f.Source = e.fix, shown(e.path), source
	f.NamedPath = strings.TrimSpace(file + " " + f.Path.String() + " " + e.inside)
	return f
}
