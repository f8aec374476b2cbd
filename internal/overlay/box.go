package overlay

import (
	"context"
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// gate lets one goroutine of the process into kustomize: its OpenAPI schema is one global variable,
// read and written without a lock (kubernetes-sigs/kustomize#3659, #4824).
var gate = make(chan struct{}, 1)

// inBox runs work, which may use kustomize, alone in the process. A panic becomes an error.
//
// Parsing the schema is a third of a small build, so it stays parsed from one build to the next, but
// for those that bring their own: after them, and after a panic, the next one starts from nothing.
func inBox(ctx context.Context, ownSchema bool, work func() error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case gate <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-gate }()
	if ownSchema {
		defer openapi.ResetOpenAPI()
	}
	return guard(work)
}

// guard makes an error of a panic.
func guard(work func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			openapi.ResetOpenAPI()
			err = &panicError{fault: fmt.Sprint(fault)}
		}
	}()
	return work()
}

// warm parses the schema of Kubernetes beside what the program does until it applies an overlay.
func warm(ctx context.Context) {
	// The only error is that of ctx, and then nobody needs the schema any more.
	_ = inBox(ctx, false, func() error {
		openapi.SchemaForResourceType(yaml.TypeMeta{APIVersion: "apps/v1", Kind: "Deployment"})
		return nil
	})
}

// panicError is a panic of kustomize.
type panicError struct{ fault string }

func (e *panicError) Error() string {
	shown, _ := redact(e.fault)
	return "kustomize panicked: " + shown
}

// Hint says what is usually the cause.
func (e *panicError) Hint() string {
	return "a field has a form that Kubernetes does not know, such as text where a mapping belongs; kustomize build shows where"
}
