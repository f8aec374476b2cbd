package policy

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
)

// decisionSeverity weighs a decision: by its own METADATA, else by that of its package, else by its
// name. Of several rules that form one decision the heaviest counts.
func decisionSeverity(name string, rule Rule, metadata *ast.Annotations, modules []*ast.Module) finding.Severity {
	heaviest, found := finding.Info, false
	for _, module := range modules {
		for _, a := range annotationsOf(module, name) {
			if severity, given := ownSeverity(a); given {
				heaviest, found = max(heaviest, severity), true
			}
		}
	}
	if found {
		return heaviest
	}
	if metadata != nil {
		if _, given := ownSeverity(metadata); given {
			return rule.Severity
		}
	}
	if strings.HasPrefix(name, ruleWarn) {
		return finding.Warning
	}
	return finding.Error
}

func annotationsOf(module *ast.Module, name string) []*ast.Annotations {
	var found []*ast.Annotations
	for _, r := range module.Rules {
		if headName(r) == name {
			found = append(found, r.Annotations...)
		}
	}
	return found
}
