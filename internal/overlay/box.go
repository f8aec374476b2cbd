package overlay

import (
	"context"
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// gate lets one goroutine of the process into kustomize: its OpenAPI schema is one global variable,
// read and written without a lock (kubernetes-sigs/kustomize#3659, #4824).
var gate = make(chan struct{}, 1)

// inBox runs work, which may use kustomize, alone in the process and from a clean state. A panic
// becomes an error.
func inBox(ctx context.Context, work func() error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case gate <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-gate }()
	openapi.ResetOpenAPI()
	defer openapi.ResetOpenAPI()
	defer func() {
		if fault := recover(); fault != nil {
			err = &panicError{fault: fmt.Sprint(fault)}
		}
	}()
	return work()
}

// panicError is a panic of kustomize.
type panicError struct{ fault string }

func (e *panicError) Error() string { return "kustomize panicked: " + e.fault }

// Hint says what is usually the cause.
func (e *panicError) Hint() string {
	return "a field has a form that Kubernetes does not know, such as text where a mapping belongs; kustomize build shows where"
}
