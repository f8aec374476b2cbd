package cluster

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// ConnectError is a cluster that cannot be asked.
type ConnectError struct {
	Reason string
	Remedy string
	cause  error
}

func (e *ConnectError) Error() string { return e.Reason }

// Hint names the remedy.
func (e *ConnectError) Hint() string { return e.Remedy }

// Unwrap gives what a caller may want to know.
func (e *ConnectError) Unwrap() error { return e.cause }

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

// explain names the cluster and the Secret, and the remedy where there is one. Of what the server has said
// it keeps the status code alone: messages, headers and bodies may hold values.
func (c *Cluster) explain(err error, w Wanted) error {
	_, isSent := errors.AsType[*url.Error](err)
	status, isStatus := errors.AsType[*apierrors.StatusError](err)
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case apierrors.IsForbidden(err):
		return &ForbiddenError{Host: c.host, Namespace: w.Namespace, Name: w.Name}
	case apierrors.IsUnauthorized(err):
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s: it does not know you", c.host),
			Remedy: "log in as for kubectl: kubectl auth whoami says who you are",
		}
	case isStatus && status.ErrStatus.Code == http.StatusNotFound:
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s is no Kubernetes API: it answers 404 Not Found and names no Secret", c.host),
			Remedy: whichCluster,
		}
	case isStatus:
		return fmt.Errorf("cluster %s: Secret %s/%s: %s", c.host, w.Namespace, w.Name, answered(int(status.ErrStatus.Code)))
	case isSent || errors.Is(err, context.DeadlineExceeded):
		return &ConnectError{
			Reason: fmt.Sprintf("cluster %s: %s", c.host, unreachable(err)),
			Remedy: "see whether kubectl version reaches it, or give another --kube-context",
		}
	default:
		return fmt.Errorf("cluster %s: Secret %s/%s: %w", c.host, w.Namespace, w.Name, errNoSecret)
	}
}

func answered(code int) string {
	return strings.TrimSpace(fmt.Sprintf("it answers %d %s", code, http.StatusText(code)))
}

// unreachable says why a request has failed, as far as this side knows it.
func unreachable(err error) string {
	certificate, isCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	connection, isConnection := errors.AsType[*net.OpError](err)
	record, isRecord := errors.AsType[tls.RecordHeaderError](err)
	timeout, isTimeout := errors.AsType[net.Error](err)
	switch {
	case isCertificate:
		return certificate.Error()
	case isConnection:
		return connection.Error()
	case errors.Is(err, http.ErrSchemeMismatch):
		return http.ErrSchemeMismatch.Error()
	case isRecord:
		return record.Error()
	case isTimeout && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case strings.Contains(err.Error(), "getting credentials: "):
		return "the command of the kubeconfig that gets credentials has failed"
	default:
		return "its answer cannot be read"
	}
}
