package policy

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

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
}

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

// value evaluates a query within the time allowed; nil stands for undefined. A panic in OPA is the
// error of the rule that caused it.
func (v *evaluation) value(ctx context.Context, d *decision, query ast.Body) (value ast.Value, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			value, err = nil, d.panicked(cause)
		}
	}()
	limited, stop := context.WithTimeout(ctx, v.engine.timeout)
	defer stop()
	cancel := topdown.NewCancel()
	defer context.AfterFunc(limited, cancel.Cancel)()
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

// evaluationError is a rule that could not be evaluated.
type evaluationError struct{ text, hint string }

func (e *evaluationError) Error() string { return e.text }

// Hint names the remedy.
func (e *evaluationError) Hint() string { return e.hint }

func (d *decision) panicked(cause any) error {
	return &evaluationError{
		text: fmt.Sprintf("%s: the evaluation of %s panicked: %v", d.at, d.name, cause),
		hint: "this is a fault of the program or of OPA: please report it together with the policy",
	}
}

// explain says which rule stopped where and why.
func (v *evaluation) explain(ctx context.Context, d *decision, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	if topdown.IsCancel(err) {
		return &evaluationError{
			text: fmt.Sprintf("%s: %s has no result after %s and was stopped", d.at, d.name, v.engine.timeout),
			hint: "make the rule cheaper (does it compare everything with everything?), or disable it under policies in hash.yaml",
		}
	}
	fault, ok := errors.AsType[*topdown.Error](err)
	if !ok {
		return fmt.Errorf("%s: %w", d.at, err)
	}
	if fault.Code == topdown.ConflictErr {
		text, _, _ := strings.Cut(fault.Message, ":") // the values follow
		return &evaluationError{
			text: place(fault.Location) + ": " + text,
			hint: "let the conditions of the rules exclude each other",
		}
	}
	return &evaluationError{
		text: place(fault.Location) + ": " + plain(withoutValues(fault.Message)),
		hint: "check what the rule reads before the call, as in `is_string(x)`",
	}
}

var quoted = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")

// withoutValues takes out of OPA's messages what may be the value of a Secret.
func withoutValues(text string) string { return quoted.ReplaceAllString(text, `"…"`) }
