package policy

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/open-policy-agent/opa/v1/topdown"
)

// evaluationError is a rule that could not be evaluated. Its text holds nothing that OPA may have taken
// out of a resource: that may be the value of a Secret.
type evaluationError struct{ text, hint string }

func (e *evaluationError) Error() string { return e.text }

// Hint names the remedy.
func (e *evaluationError) Hint() string { return e.hint }

const (
	hintCheaper = "make the rule cheaper (does it compare everything with everything?), or disable it under policies in hash.yaml"
	hintReport  = "this is a fault of the program or of OPA: please report it together with the policy"
)

// explain says which rule stopped where and why.
func (v *evaluation) explain(ctx context.Context, d *decision, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	if topdown.IsCancel(err) {
		return &evaluationError{
			text: fmt.Sprintf("%s: %s has no result after %s and was stopped", d.at, d.name, v.engine.timeout),
			hint: hintCheaper,
		}
	}
	fault, ok := errors.AsType[*topdown.Error](err)
	if !ok {
		return &evaluationError{text: fmt.Sprintf("%s: %s cannot be evaluated", d.at, d.name), hint: hintReport}
	}
	at := place(fault.Location)
	switch fault.Code {
	case topdown.BuiltinErr, topdown.TypeErr:
		return builtinFailed(at, fault)
	case topdown.ConflictErr:
		return &evaluationError{text: at + ": " + conflict(fault.Message), hint: "let the conditions of the rules exclude each other"}
	case topdown.WithMergeErr:
		return &evaluationError{text: at + ": what `with` puts in has no place there", hint: "replace a value, or the whole of input or data"}
	}
	return &evaluationError{text: fmt.Sprintf("%s: %s cannot be evaluated (%s)", at, d.name, fault.Code), hint: hintReport}
}

// hung is a rule that goes on although it was told to stop: OPA looks at that between two calls of
// built-in functions, and in some of them.
func (d *decision) hung(after time.Duration) error {
	return &evaluationError{
		text: fmt.Sprintf("%s: %s has no result after %s and does not stop, so it was left behind", d.at, d.name, after),
		hint: "give its built-in functions less to do in one call, or disable it under policies in hash.yaml",
	}
}

// panicked shows the cause only where Go made it.
func (d *decision) panicked(cause any) error {
	text := fmt.Sprintf("%s: the evaluation of %s panicked", d.at, d.name)
	if fault, ok := cause.(runtime.Error); ok {
		text += ": " + fault.Error()
	}
	return &evaluationError{text: text, hint: hintReport}
}
