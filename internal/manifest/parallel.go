package manifest

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel does n independent pieces of work on all processors. Of several errors the first piece's
// is given, so that the outcome is the same each time. A panic is one in the caller's goroutine, where
// it can be recovered from.
func parallel(n int, work func(i int) error) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	errs := make([]error, n)
	panics := make([]any, n)
	attempt := func(i int) {
		defer func() { panics[i] = recover() }()
		errs[i] = work(i)
	}
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				attempt(i)
			}
		})
	}
	workers.Wait()
	for _, cause := range panics {
		if cause != nil {
			panic(cause)
		}
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
