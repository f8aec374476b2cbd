package policy

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/storage"
)

// blockedStore is a store that does not answer: for the evaluation it is a call that does not end.
type blockedStore struct {
	storage.Store
	open chan struct{}
}

func (s blockedStore) Read(ctx context.Context, txn storage.Transaction, path storage.Path) (any, error) {
	<-s.open
	return s.Store.Read(ctx, txn, path)
}

// blockedRelease has rules that wait until the test ends.
func blockedRelease(t *testing.T, timeout time.Duration) *release {
	t.Helper()
	o := ownOptions(t, map[string]string{
		"policies/a.rego": "package a\n\ndeny contains \"x\" if data.shared.flag\n",
		"data.yaml":       "shared: {flag: true}",
	})
	o.Data, o.Timeout = []string{"data.yaml"}, timeout
	r, err := compileBuiltin(t, o).newRelease(read(t, deployments(1)))
	if err != nil {
		t.Fatal(err)
	}
	open := make(chan struct{})
	t.Cleanup(func() { close(open) })
	r.store = blockedStore{r.store, open}
	return r
}

func TestCallThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	_, err := blockedRelease(t, time.Millisecond).judgeAll(t.Context())
	const want = "policy a on Deployment hash/app-0 (stdin:3 (chart/templates/app-0.yaml)): policies/a.rego:3: deny has no result after 1ms and does not stop, so it was left behind"
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant %s", err, want)
	}
}

func TestCancelWithACallThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	if _, err := blockedRelease(t, time.Hour).judgeAll(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestDeadlineOfTheRun(t *testing.T) {
	t.Parallel()
	o := ownOptions(t, map[string]string{"policies/a.rego": `package a

deny contains "x" if count([1 | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); a + b == 0]) > 0
`})
	o.Timeout, o.RunTimeout = time.Hour, time.Millisecond
	_, err := compileBuiltin(t, o).Check(t.Context(), read(t, deployments(3)))
	const want = "policies: after 1ms not all rules were evaluated on all 3 resources"
	if err == nil || err.Error() != want {
		t.Errorf("error %v\nwant %s", err, want)
	}
	if hinted, ok := errors.AsType[*evaluationError](err); !ok || !strings.Contains(hinted.Hint(), "disable") {
		t.Errorf("no hint: %v", err)
	}
}

// TestDeadlineOfTheCaller: the caller knows best what its own deadline means.
func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err := compileBuiltin(t, Options{Profile: "production"}).Check(ctx, read(t, deployments(3)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestDefaultDeadlines(t *testing.T) {
	t.Parallel()
	e := compileBuiltin(t, Options{Profile: "none", Timeout: -1, RunTimeout: -1})
	if e.timeout != 5*time.Second || e.runTimeout != time.Minute {
		t.Errorf("got %s and %s", e.timeout, e.runTimeout)
	}
}
