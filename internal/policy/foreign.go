package policy

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
)

// decisionName matches the rules that conftest evaluates, in any package.
var decisionName = regexp.MustCompile(`^(deny|violation|warn)((?:_[a-zA-Z0-9]+)*)$`)

// ownPolicies is what the project's modules decide, and the files that decide nothing.
type ownPolicies struct {
	decisions []*decision
	idle      []finding.Finding
}

// ownDecisions finds the decisions of the project's packages. Several modules may share a package:
// they are one rule.
func ownDecisions(o Options, modules []*ast.Module) (ownPolicies, error) {
	var own ownPolicies
	if len(modules) == 0 {
		return own, nil
	}
	decides := false
	for _, group := range byPackage(modules) {
		decisions, err := packageDecisions(group)
		if err != nil {
			return own, err
		}
		decides = decides || len(decisions) > 0
		id := packageName(group[0].Package)
		switch {
		case !o.selection().Includes(id, nil, true):
		case len(decisions) == 0 && !used(group[0].Package, modules):
			own.idle = append(own.idle, idle(id, group[0]))
		default:
			own.decisions = append(own.decisions, decisions...)
		}
	}
	if !decides {
		return own, &projectError{
			text: fmt.Sprintf("policies.paths: %s defines no deny, warn or violation rule", strings.Join(o.Paths, ", ")),
			hint: "name the rules so, as in `deny contains msg if { ... }`",
		}
	}
	return own, nil
}

// byPackage groups modules, in the order of the package names; each group keeps the order of its files.
func byPackage(modules []*ast.Module) [][]*ast.Module {
	sorted := slices.Clone(modules)
	slices.SortStableFunc(sorted, func(a, b *ast.Module) int {
		return cmp.Compare(packageName(a.Package), packageName(b.Package))
	})
	var groups [][]*ast.Module
	for _, module := range sorted {
		if n := len(groups); n > 0 && groups[n-1][0].Package.Equal(module.Package) {
			groups[n-1] = append(groups[n-1], module)
			continue
		}
		groups = append(groups, []*ast.Module{module})
	}
	return groups
}

// packageDecisions finds the decisions of one package.
func packageDecisions(modules []*ast.Module) ([]*decision, error) {
	var metadata *ast.Annotations
	named := map[string]*decision{}
	var decisions []*decision
	exceptions := false
	for _, module := range modules {
		metadata = cmp.Or(metadata, packageMetadata(module))
		for _, r := range module.Rules {
			name := headName(r)
			exceptions = exceptions || name == ruleException
			match := decisionName.FindStringSubmatch(name)
			if match == nil {
				continue
			}
			if err := refuseShape(r, name); err != nil {
				return nil, err
			}
			if named[name] == nil {
				named[name] = &decision{name: name, suffix: strings.TrimPrefix(match[2], "_"), at: place(r.Location), pkg: module.Package.Path}
				decisions = append(decisions, named[name])
			}
		}
	}
	rule := ownRule(packageName(modules[0].Package), metadata)
	for _, d := range decisions {
		d.exceptions = exceptions
		d.rule = rule
		d.rule.Severity = decisionSeverity(d.name, rule, metadata, modules)
	}
	return decisions, nil
}

func headName(r *ast.Rule) string {
	switch first := r.Head.Ref()[0].Value.(type) {
	case ast.Var:
		return string(first)
	case ast.String:
		return string(first)
	}
	return ""
}

// refuseShape refuses rules that have the name of a decision and can never be a set of messages:
// conftest passes over them in silence, whatever they find.
func refuseShape(r *ast.Rule, name string) error {
	constant := r.Head.Value != nil && r.Head.Value.IsGround()
	if constant {
		_, isBoolean := r.Head.Value.Value.(ast.Boolean)
		constant = isBoolean
	}
	if len(r.Head.Args) == 0 && len(r.Head.Ref()) == 1 && (r.Head.RuleKind() == ast.MultiValue || !constant) {
		return nil
	}
	return &projectError{
		text: fmt.Sprintf("%s: %s is not a set of messages, so nothing it finds would be seen", place(r.Location), name),
		hint: fmt.Sprintf("write `%s contains msg if { ... }`", name),
	}
}
