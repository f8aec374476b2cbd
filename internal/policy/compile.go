package policy

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Engine is a set of compiled rules. It may check many releases, at the same time too.
type Engine struct {
	rules     []Rule
	compiler  *ast.Compiler
	decisions []*decision
	data      [][2]*ast.Term
	idle      []finding.Finding // own policies that can find nothing
	kinds     manifest.Kinds

	timeout    time.Duration // of one rule on one resource
	runTimeout time.Duration
}

// Rules lists the rules that run, sorted by ID: built-in ones, and the packages of own policies.
func (e *Engine) Rules() []Rule { return slices.Clone(e.rules) }

// Compile selects and compiles the rules of an environment. Only what is selected is compiled, since
// hash-post does it on each start.
func Compile(ctx context.Context, o Options) (*Engine, error) {
	built, err := builtins()
	if err != nil {
		return nil, err
	}
	return compile(ctx, o, built)
}

func compile(ctx context.Context, o Options, built *library) (*Engine, error) {
	if !slices.Contains(Profiles(), o.Profile) {
		return nil, fmt.Errorf("policies: unknown profile %q: one of %s", o.Profile, strings.Join(Profiles(), ", "))
	}
	own, data, err := readProject(o)
	if err != nil {
		return nil, err
	}
	selected := built.selected(o.selection())
	var modules []*ast.Module
	if len(selected)+len(own) > 0 {
		if modules, err = parseBuiltins(selected, built.shared); err != nil {
			return nil, err
		}
	}
	compiler, err := compileModules(append(modules, own...), data)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newEngine(o, compiler, prepared{selected, own, data})
}

// readProject reads what the project adds: policies, without their tests, and data.
func readProject(o Options) ([]*ast.Module, data, error) {
	if len(o.Paths)+len(o.Data) == 0 {
		all, err := newData(o, nil)
		return nil, all, err
	}
	p, err := openProject(o.Root)
	if err != nil {
		return nil, nil, err
	}
	defer p.close()
	all, err := newData(o, p)
	if err != nil {
		return nil, nil, err
	}
	own, err := p.modules(o.Paths, false)
	return own, all, err
}

// parseBuiltins parses rules and the shared modules. The latter always come along: whether own
// policies use one cannot be told from their imports alone.
func parseBuiltins(selected []builtin, shared []source) ([]*ast.Module, error) {
	sources := slices.Clone(shared)
	for _, b := range selected {
		sources = append(sources, b.source)
	}
	var modules []*ast.Module
	for _, s := range sources {
		module, err := s.parse(false)
		if err != nil {
			return nil, err
		}
		modules = append(modules, module)
	}
	return modules, nil
}

// compileModules compiles leniently, as own policies may come from other tools; a test holds the
// built-in ones to OPA's strict mode.
func compileModules(modules []*ast.Module, base data) (compiler *ast.Compiler, err error) {
	defer func() { // OPA's compiler meets Rego that its parser should have refused
		if recover() != nil {
			compiler, err = nil, errCompilerPanic
		}
	}()
	compiler = newCompiler(base)
	compiler.Compile(byKey(modules))
	if compiler.Failed() {
		return nil, newRegoError(compiler.Errors)
	}
	return compiler, nil
}

var errCompilerPanic = &regoError{
	lines: []string{"policies: OPA's compiler stops on one of them, and does not say on which"},
	hint:  "take files out of policies.paths until it is found, then write its rules in another way",
}

func newCompiler(base data) *ast.Compiler {
	return ast.NewCompiler().
		WithCapabilities(capabilities()).
		WithDefaultRegoVersion(ast.RegoV1).
		WithPathConflictsCheck(base.exists).
		SetErrorLimit(0)
}

// byKey numbers the modules: no file of a project may take the place of a built-in one of its name.
func byKey(modules []*ast.Module) map[string]*ast.Module {
	keyed := make(map[string]*ast.Module, len(modules))
	for i, module := range modules {
		keyed[strconv.Itoa(i)] = module
	}
	return keyed
}

// prepared is what an engine is made of besides the compiled modules.
type prepared struct {
	selected []builtin
	own      []*ast.Module
	data     data
}

func newEngine(o Options, compiler *ast.Compiler, p prepared) (*Engine, error) {
	e := &Engine{
		compiler:   compiler,
		kinds:      o.kinds(),
		timeout:    cmp.Or(max(o.Timeout, 0), defaultTimeout),
		runTimeout: cmp.Or(max(o.RunTimeout, 0), defaultRunTimeout),
	}
	var err error
	if e.data, err = p.data.terms(); err != nil {
		return nil, err
	}
	for _, b := range p.selected {
		e.decisions = append(e.decisions, builtinDecision(b))
	}
	own, err := ownDecisions(o, p.own)
	if err != nil {
		return nil, err
	}
	e.idle = own.idle
	e.decisions = append(e.decisions, own.decisions...)
	slices.SortFunc(e.decisions, compareDecisions)
	for _, d := range e.decisions {
		d.rule.Severity = o.selection().Severity(d.rule.ID, d.rule.Severity)
		if n := len(e.rules); n == 0 || e.rules[n-1].ID != d.rule.ID {
			e.rules = append(e.rules, d.rule)
		}
		if err := d.prepare(compiler); err != nil {
			return nil, err
		}
	}
	return e, nil
}
