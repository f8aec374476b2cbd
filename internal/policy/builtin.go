package policy

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/policies"
)

// The rules and the shared code of the program lie in packages below this one, which own policies
// may import from and not add to.
const (
	reservedPackage = "hash"
	sharedFolder    = "lib"
)

// library is the built-in Rego: rules whose METADATA is read, and the modules that they share.
type library struct {
	rules  []builtin
	shared []source
}

type builtin struct {
	rule   Rule
	source source
}

var builtins = sync.OnceValues(func() (*library, error) { return readLibrary(policies.FS) })

// readLibrary reads the folders of rules, <category>/<name>.rego, and lib beside them.
func readLibrary(fsys fs.FS) (*library, error) {
	files, err := fs.Glob(fsys, "*/*.rego")
	if err != nil {
		return nil, err
	}
	built := &library{}
	for _, file := range files {
		if isTest(file) {
			continue
		}
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		s := source{name: "built-in " + file, text: string(text)}
		if path.Dir(file) == sharedFolder {
			built.shared = append(built.shared, s)
			continue
		}
		rule, err := readRule(s)
		if err != nil {
			return nil, err
		}
		built.rules = append(built.rules, builtin{rule, s})
	}
	slices.SortFunc(built.rules, func(a, b builtin) int { return cmp.Compare(a.rule.ID, b.rule.ID) })
	return built, nil
}

// selected gives the rules that run.
func (l *library) selected(s Selection) []builtin {
	var chosen []builtin
	for _, b := range l.rules {
		if s.Includes(b.rule.ID, b.rule.Profiles, false) {
			chosen = append(chosen, b)
		}
	}
	return chosen
}

// readRule reads the METADATA of a built-in rule, which stands before its package. The Rego below is
// left alone: most runs need few of the rules.
func readRule(s source) (Rule, error) {
	start := strings.Index("\n"+s.text, "\npackage ")
	if start < 0 {
		return Rule{}, fmt.Errorf("%s: no package", s.name)
	}
	line, _, _ := strings.Cut(s.text[start:], "\n")
	module, err := source{s.name, s.text[:start] + line + "\n"}.parse(true)
	if err != nil {
		return Rule{}, err
	}
	id, err := builtinID(module.Package)
	if err != nil {
		return Rule{}, fmt.Errorf("%s: %w", s.name, err)
	}
	rule, err := builtinRule(id, packageMetadata(module))
	if err != nil {
		return Rule{}, fmt.Errorf("%s: METADATA: %w", s.name, err)
	}
	return rule, nil
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.rego") }

// builtinPackage is the package of a rule ID: data.hash.category.rule_name.
func builtinPackage(id string) ast.Ref {
	category, name, _ := strings.Cut(id, "/")
	return ast.Ref{
		ast.DefaultRootDocument,
		ast.StringTerm(reservedPackage),
		ast.StringTerm(category),
		ast.StringTerm(strings.ReplaceAll(name, "-", "_")),
	}
}
