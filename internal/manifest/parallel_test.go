package manifest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

// Whatever comes first in the stream is what the caller sees, and a panic can be recovered from there.
func TestParallel(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		errors map[int]bool
		panics map[int]bool
		want   string
	}{
		{name: "done"},
		{name: "first error", errors: map[int]bool{7: true, 3: true}, want: "error 3"},
		{name: "first panic", panics: map[int]bool{9: true, 5: true}, want: "recovered: panic 5"},
		{name: "a panic goes before an error", errors: map[int]bool{1: true}, panics: map[int]bool{8: true}, want: "recovered: panic 8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			done := make([]bool, 20)
			got := recovered(func() error {
				return parallel(len(done), func(i int) error {
					done[i] = true
					return outcome(i, c.errors[i], c.panics[i])
				})
			})
			if message := fmt.Sprint(got); message != c.want && (got != nil || c.want != "") {
				t.Errorf("got %q, want %q", message, c.want)
			}
			if i := slices.Index(done, false); i >= 0 {
				t.Errorf("piece %d was left out", i)
			}
		})
	}
}

func outcome(i int, fails, panics bool) error {
	if panics {
		panic(fmt.Sprintf("panic %d", i))
	}
	if fails {
		return fmt.Errorf("error %d", i)
	}
	return nil
}

func recovered(work func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.New("recovered: " + fmt.Sprint(cause))
		}
	}()
	return work()
}
