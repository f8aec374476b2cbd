package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
)

// The keys of METADATA's custom section.
const (
	keySeverity    = "severity"
	keyRemediation = "remediation"
	keyProfiles    = "profiles"
	keyScope       = "scope"
	keyWaivable    = "waivable"
)

// packageMetadata is the METADATA block of the package, or nil.
func packageMetadata(module *ast.Module) *ast.Annotations {
	for _, a := range module.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	return nil
}

// packageName is the name without data: main, or a.b.
func packageName(p *ast.Package) string {
	steps := make([]string, 0, len(p.Path))
	for _, term := range p.Path[1:] {
		steps = append(steps, strings.Trim(term.Value.String(), `"`))
	}
	return strings.Join(steps, ".")
}

// builtinID makes category/rule-name of the package hash.category.rule_name.
func builtinID(p *ast.Package) (string, error) {
	steps := strings.Split(packageName(p), ".")
	if len(steps) != 3 || steps[0] != reservedPackage {
		return "", fmt.Errorf("package %s: want %s.<category>.<rule>", packageName(p), reservedPackage)
	}
	return steps[1] + "/" + strings.ReplaceAll(steps[2], "_", "-"), nil
}

// builtinRule reads METADATA strictly: it is documentation, and a misspelt profile would switch a rule off.
func builtinRule(id string, a *ast.Annotations) (Rule, error) {
	if a == nil {
		return Rule{}, fmt.Errorf("missing for the package")
	}
	rule := Rule{ID: id, Engine: engineRego}
	describe(&rule, a)
	rule.Remediation, _ = a.Custom[keyRemediation].(string)
	if rule.Title == "" || rule.Description == "" || rule.Remediation == "" {
		return Rule{}, fmt.Errorf("title, description and custom.remediation are needed")
	}
	for _, key := range slices.Sorted(maps.Keys(a.Custom)) {
		if err := setCustom(&rule, key, a.Custom[key]); err != nil {
			return Rule{}, err
		}
	}
	if _, given := a.Custom[keySeverity]; !given {
		return Rule{}, fmt.Errorf("custom.severity is needed")
	}
	return rule, nil
}

func setCustom(rule *Rule, key string, value any) (err error) {
	switch key {
	case keyRemediation:
	case keySeverity:
		name, _ := value.(string)
		rule.Severity, err = finding.ParseSeverity(name)
	case keyScope:
		rule.Scope, err = oneOf(key, value, []string{ScopeResource, ScopeRelease})
	case keyWaivable:
		waivable, ok := value.(bool)
		if !ok {
			return fmt.Errorf("custom.waivable is true or false")
		}
		rule.Waivable = waivable
	case keyProfiles:
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("custom.profiles is a list of %v", Profiles())
		}
		for _, item := range list {
			name, err := oneOf(key, item, Profiles())
			if err != nil {
				return err
			}
			rule.Profiles = append(rule.Profiles, name)
		}
	default:
		return fmt.Errorf("unknown key custom.%s", key)
	}
	return err
}

func oneOf(key string, value any, known []string) (string, error) {
	name, _ := value.(string)
	if !slices.Contains(known, name) {
		return "", fmt.Errorf("custom.%s: %q is none of %v", key, name, known)
	}
	return name, nil
}

// ownRule reads METADATA of a project's package leniently: policies written for other tools have
// keys and values of their own there.
func ownRule(id string, a *ast.Annotations) Rule {
	rule := Rule{ID: id, Engine: engineRego, Severity: finding.Error}
	describe(&rule, a)
	if a == nil {
		return rule
	}
	rule.Remediation, _ = a.Custom[keyRemediation].(string)
	if severity, found := ownSeverity(a); found {
		rule.Severity = severity
	}
	if scope, err := oneOf(keyScope, a.Custom[keyScope], []string{ScopeRelease}); err == nil {
		rule.Scope = scope
	}
	if waivable, ok := a.Custom[keyWaivable].(bool); ok {
		rule.Waivable = waivable
	}
	return rule
}

// ownSeverity reads custom.severity; a value that is no severity of ours does not count.
func ownSeverity(a *ast.Annotations) (finding.Severity, bool) {
	name, _ := a.Custom[keySeverity].(string)
	severity, err := finding.ParseSeverity(strings.ToLower(name))
	return severity, err == nil
}

// describe fills in what all METADATA has, and the defaults.
func describe(rule *Rule, a *ast.Annotations) {
	rule.Scope, rule.Waivable = ScopeResource, true
	if a == nil {
		return
	}
	rule.Title, rule.Description = a.Title, a.Description
	for _, related := range a.RelatedResources {
		rule.Links = append(rule.Links, related.Ref.String())
	}
}
