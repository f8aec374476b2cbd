package policy

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/hashintel/helm-hash/internal/finding"
	"github.com/hashintel/helm-hash/internal/manifest"
)

// Check evaluates the rules: each on every resource, those of scope release once on all. Findings come
// in the order of the resources, and for each in that of the rules; what rules of scope release found
// comes last. A rule that cannot be
// evaluated is an error, never a rule that found nothing.
func (e *Engine) Check(ctx context.Context, s *manifest.Set) ([]finding.Finding, error) {
	r, err := e.newRelease(s)
	if err != nil {
		return nil, err
	}
	found, err := r.judgeAll(ctx)
	if err != nil {
		return nil, err
	}
	return append(slices.Clone(e.idle), found...), nil
}

// release is a set in OPA's form. The values are shared by all evaluations, which only read them.
type release struct {
	engine    *Engine
	resources []*manifest.Resource
	inputs    []*ast.Term
	whole     *ast.Term // {"resources": [...]}
	store     storage.Store
}

func (e *Engine) newRelease(s *manifest.Set) (*release, error) {
	r := &release{engine: e, resources: slices.Collect(s.All())}
	r.inputs = make([]*ast.Term, len(r.resources))
	for i, resource := range r.resources {
		value, err := ast.InterfaceToValue(resource.Object())
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", resource.Place(), resource.ID(), err)
		}
		r.inputs[i] = ast.NewTerm(value)
	}
	r.whole = ast.ObjectTerm([2]*ast.Term{ast.StringTerm(keyResources), ast.ArrayTerm(r.inputs...)})
	entries := append(slices.Clone(e.data), [2]*ast.Term{ast.StringTerm(keyRelease), r.whole})
	r.store = inmem.NewFromASTObject(ast.NewObject(entries...))
	return r, nil
}

// judgeAll spreads the resources over the processors. They are handed out in order and nothing is
// handed out after an error, so the error that is returned is that of the first resource which has
// one, however many processors there are.
func (r *release) judgeAll(ctx context.Context) ([]finding.Finding, error) {
	jobs := len(r.resources) + 1 // the last is the release
	found := make([][]finding.Finding, jobs)
	errs := make([]error, jobs)
	var next atomic.Int64
	var failed atomic.Bool
	work := func() {
		for !failed.Load() {
			job := int(next.Add(1)) - 1
			if job >= jobs {
				return
			}
			if found[job], errs[job] = r.judge(ctx, job); errs[job] != nil {
				failed.Store(true)
			}
		}
	}
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), jobs) - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(found...), nil
}

// judge evaluates the rules that apply to a resource, or to the release where job is none.
func (r *release) judge(ctx context.Context, job int) ([]finding.Finding, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	on := subject{release: r, scope: ScopeRelease, input: r.whole}
	if job < len(r.resources) {
		on = subject{release: r, scope: ScopeResource, input: r.inputs[job], resource: r.resources[job]}
	}
	txn, err := r.store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer r.store.Abort(ctx, txn)
	v := &evaluation{
		engine: r.engine,
		store:  r.store,
		txn:    txn,
		input:  on.input,
		shared: topdown.NewVirtualCache(),
	}
	var found []finding.Finding
	for _, d := range r.engine.decisions {
		if d.rule.Scope != on.scope {
			continue
		}
		violations, err := v.decide(ctx, d)
		if err != nil {
			return nil, on.failure(d, err)
		}
		for _, violation := range violations {
			found = append(found, on.finding(d, violation))
		}
	}
	return found, nil
}
