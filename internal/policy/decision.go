package policy

import (
	"cmp"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// decision is one value that is asked for: the deny, warn or violation of a package, and what its
// results mean.
type decision struct {
	rule    Rule
	name    string // deny, or deny_suffix
	suffix  string
	builtin bool   // results are held to the letter
	at      string // where it is defined

	pkg        ast.Ref
	exceptions bool // the package says for what the decision does not count

	value  ast.Body
	except ast.Body
}

// resultVar is the variable of a query that takes the value.
const resultVar = ast.Var("value")

const (
	ruleDeny      = "deny"
	ruleWarn      = "warn"
	ruleViolation = "violation"
	ruleException = "exception"
)

func builtinDecision(b builtin) *decision {
	return &decision{rule: b.rule, name: ruleDeny, builtin: true, at: b.source.name, pkg: builtinPackage(b.rule.ID)}
}

// prepare compiles the queries. They are built as terms, never as text: no name can add Rego to them.
func (d *decision) prepare(compiler *ast.Compiler) (err error) {
	if d.value, err = query(compiler, d.pkg.Append(ast.StringTerm(d.name))); err != nil {
		return fmt.Errorf("policy %s: %w", d.rule.ID, err)
	}
	if !d.exceptions {
		return nil
	}
	if d.except, err = query(compiler, d.pkg.Append(ast.StringTerm(ruleException))); err != nil {
		return fmt.Errorf("policy %s: %w", d.rule.ID, err)
	}
	return nil
}

func query(compiler *ast.Compiler, ref ast.Ref) (ast.Body, error) {
	return compiler.QueryCompiler().Compile(ast.NewBody(ast.Equality.Expr(ast.NewTerm(ref), ast.NewTerm(resultVar))))
}

func compareDecisions(a, b *decision) int {
	return cmp.Or(cmp.Compare(a.rule.ID, b.rule.ID), cmp.Compare(a.name, b.name))
}
