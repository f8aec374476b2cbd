package policy

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// used reports whether another package of the project refers to this one.
func used(pkg *ast.Package, modules []*ast.Module) bool {
	for _, module := range modules {
		if module.Package.Equal(pkg) {
			continue
		}
		refers := false
		ast.WalkRefs(module, func(ref ast.Ref) bool {
			refers = refers || ref.HasPrefix(pkg.Path) && !ref.Equal(module.Package.Path)
			return refers
		})
		if refers {
			return true
		}
	}
	return false
}

// idle reports a file that can find nothing, most likely because a rule's name is misspelt.
func idle(id string, module *ast.Module) finding.Finding {
	at := module.Package.Location
	return finding.Finding{
		Rule:     id,
		Severity: finding.Warning,
		Message:  fmt.Sprintf("package %s defines no deny, warn or violation rule, and no other policy uses it", id),
		Fix:      "name the rule deny, warn or violation, or take the file out of policies.paths",
		Source:   manifest.Source{File: at.File, Line: at.Row},
		Waivable: true,
	}
}
