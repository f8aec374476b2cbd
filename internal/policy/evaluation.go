package policy

import (
	"context"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// evaluation is the evaluation of one input by several rules, one after the other.
type evaluation struct {
	engine *Engine
	store  storage.Store
	txn    storage.Transaction
	input  *ast.Term
	// shared keeps what the rules have in common, such as the list of containers. It holds for one
	// input, and is not to be used after an error.
	shared topdown.VirtualCache
	// hung is told of a decision that did not stop when it was told to.
	hung func(context.Context, *decision)
}

// grace is how long a decision has to stop once it is told to.
const grace = time.Second

// decide gives what a rule says about the input.
func (v *evaluation) decide(ctx context.Context, d *decision) ([]violation, error) {
	value, err := v.value(ctx, d, d.value)
	if err != nil || value == nil {
		return nil, err
	}
	violations, err := d.violations(value)
	if err != nil || len(violations) == 0 || d.except == nil {
		return violations, err
	}
	exceptions, err := v.value(ctx, d, d.except)
	if err != nil {
		return nil, err
	}
	if excepted, err := d.excepted(exceptions); err != nil || excepted {
		return nil, err
	}
	return violations, nil
}

// value evaluates a query within the time allowed; nil stands for undefined.
func (v *evaluation) value(ctx context.Context, d *decision, query ast.Body) (value ast.Value, err error) {
	limited, stop := context.WithTimeout(ctx, v.engine.timeout)
	defer stop()
	cancel := topdown.NewCancel()
	ended := make(chan struct{})
	defer close(ended)
	defer context.AfterFunc(limited, func() {
		cancel.Cancel()
		select {
		case <-ended:
		case <-time.After(grace):
			v.hung(ctx, d)
		}
	})()
	err = topdown.NewQuery(query).
		WithCompiler(v.engine.compiler).
		WithStore(v.store).
		WithTransaction(v.txn).
		WithInput(v.input).
		WithVirtualCache(v.shared).
		WithStrictBuiltinErrors(true).
		WithCancel(cancel).
		Iter(limited, func(result topdown.QueryResult) error {
			value = result[resultVar].Value
			return nil
		})
	if err != nil {
		return nil, v.explain(ctx, d, err)
	}
	return value, nil
}
