package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// ConnectError is a cluster that cannot be asked.
type ConnectError struct {
	Reason string
	Remedy string
}

func (e *ConnectError) Error() string { return e.Reason }

// Hint names the remedy.
func (e *ConnectError) Hint() string { return e.Remedy }

// ForbiddenError is a Secret that one may not get.
type ForbiddenError struct {
	Host            string
	Namespace, Name string
}

func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("cluster %s: you may not get Secret %s/%s", e.Host, e.Namespace, e.Name)
}

// Hint names the permission, and the way without it.
func (e *ForbiddenError) Hint() string {
	return "helm hash secrets check --rbac prints the Role that allows it; without one, give --file with a list of keys"
}

// errNoSecret says nothing of the answer: it may hold values.
var errNoSecret = errors.New("the answer is no Secret in JSON")

// explain names the cluster and the Secret, and the remedy where there is one.
func (c *Cluster) explain(err error, w Wanted) error {
	unreachable, isUnreachable := errors.AsType[*url.Error](err)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case apierrors.IsForbidden(err):
		return &ForbiddenError{Host: c.host, Namespace: w.Namespace, Name: w.Name}
	case apierrors.IsUnauthorized(err):
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s: it does not know you", c.host),
			Remedy: "log in as for kubectl: kubectl auth whoami says who you are",
		}
	case isUnreachable:
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s: %v", c.host, unreachable.Err),
			Remedy: "see whether kubectl version reaches it, or give another --kube-context",
		}
	default:
		return fmt.Errorf("cluster %s: Secret %s/%s: %w", c.host, w.Namespace, w.Name, err)
	}
}
