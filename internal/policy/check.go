package policy

import (
	"context"
	"errors"
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
// comes last. A rule that cannot be evaluated is an error, never a rule that found nothing.
//
// After an error a rule that does not stop may go on in the background.
func (e *Engine) Check(ctx context.Context, s *manifest.Set) ([]finding.Finding, error) {
	r, err := e.newRelease(s)
	if err != nil {
		return nil, err
	}
	limited, stop := context.WithTimeout(ctx, e.runTimeout)
	defer stop()
	found, err := r.judgeAll(limited)
	switch {
	case err == nil:
		return append(slices.Clone(e.idle), found...), nil
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		return nil, r.unfinished()
	}
	return nil, err
}

// unfinished says that the rules take too long, though none of them does.
func (r *release) unfinished() error {
	return &evaluationError{
		text: fmt.Sprintf("policies: after %s not all rules were evaluated on all %d resources", r.engine.runTimeout, len(r.resources)),
		hint: "make the rules cheaper, or disable those that are not needed under policies in hash.yaml",
	}
}

// release is a set in OPA's form. The values are shared by all evaluations, which only read them.
type release struct {
	engine    *Engine
	resources []*manifest.Resource
	inputs    []*ast.Term
	whole     *ast.Term // {"resources": [...]}
	store     storage.Store
	hung      chan error // takes the first error of a rule that does not stop
}

func (e *Engine) newRelease(s *manifest.Set) (*release, error) {
	r := &release{engine: e, resources: slices.Collect(s.All()), hung: make(chan error, 1)}
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
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var wait sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), jobs) {
			wait.Go(work)
		}
		wait.Wait()
	}()
	select {
	case <-ended:
	case err := <-r.hung:
		failed.Store(true)
		return nil, err
	}
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
		hung:   on.hung,
	}
	var found []finding.Finding
	for _, d := range r.engine.decisions {
		if d.rule.Scope != on.scope {
			continue
		}
		violations, err := on.violations(ctx, v, d)
		if err != nil {
			return nil, on.failure(d, err)
		}
		found = append(found, violations...)
	}
	return found, nil
}
