package policy

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// TestResult is the outcome of one Rego test.
type TestResult struct {
	Package string
	Name    string
	File    string
	Line    int
	Pass    bool
	Skipped bool   // its name begins with todo_
	Output  string // what it printed
	Error   string // why it could not be run to the end
}

// Test runs the Rego tests of own policies. They see the data files and data.hash of the options, and
// the shared built-in modules, as the policies do; and no more built-in functions than those, but for print.
func Test(ctx context.Context, o Options) ([]TestResult, error) {
	built, err := builtins()
	if err != nil {
		return nil, err
	}
	p, err := openProject(o.Root)
	if err != nil {
		return nil, err
	}
	defer p.close()
	base, err := newData(o, p)
	if err != nil {
		return nil, err
	}
	own, err := p.modules(o.Paths, true)
	if err != nil {
		return nil, err
	}
	shared, err := parseBuiltins(nil, built.shared)
	if err != nil {
		return nil, err
	}
	return runTests(ctx, append(shared, own...), base)
}

func runTests(ctx context.Context, modules []*ast.Module, base data) ([]TestResult, error) {
	entries, err := base.terms()
	if err != nil {
		return nil, err
	}
	store := inmem.NewFromASTObject(ast.NewObject(entries...))
	var results []TestResult
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		runner := tester.NewRunner().
			SetCompiler(newCompiler(base).WithEnablePrintStatements(true)).
			SetModules(byKey(modules)).
			SetStore(store).
			SetTimeout(defaultTimeout).
			RaiseBuiltinErrors(true)
		found, err := runner.RunTests(ctx, txn)
		if err != nil {
			return newRegoError(err)
		}
		for result := range found {
			results = append(results, newTestResult(result))
		}
		return ctx.Err()
	})
	slices.SortFunc(results, func(a, b TestResult) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	return results, err
}

func newTestResult(r *tester.Result) TestResult {
	result := TestResult{
		Package: strings.TrimPrefix(r.Package, "data."),
		Name:    r.Name,
		Pass:    r.Pass(),
		Skipped: r.Skip,
		Output:  string(r.Output),
	}
	if r.Location != nil {
		result.File, result.Line = r.Location.File, r.Location.Row
	}
	if r.Error != nil {
		result.Error = plain(r.Error.Error())
	}
	return result
}
