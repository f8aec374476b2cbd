package hoist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/hoist"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	const five = "1\n2\n3\n4\n5\n"
	for name, test := range map[string]struct{ before, after, want string }{
		"equal":        {five, five, ""},
		"new file":     {"", "1\n2\n", "--- /dev/null\n+++ f\n@@ -0,0 +1,2 @@\n+1\n+2\n"},
		"at the end":   {five, five + "6\n", "--- f\n+++ f\n@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"},
		"at the start": {five, "0\n" + five, "--- f\n+++ f\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n"},
		"in between":   {five, "1\n2\n3\nx\n4\n5\n", "--- f\n+++ f\n@@ -1,5 +1,6 @@\n 1\n 2\n 3\n+x\n 4\n 5\n"},
		"a line twice": {"a\na\n", "a\na\na\n", "--- f\n+++ f\n@@ -1,2 +1,3 @@\n a\n a\n+a\n"},
		"replaced":     {"1\n2\n3\n", "1\nx\n3\n", "--- f\n+++ f\n@@ -1,3 +1,3 @@\n 1\n-2\n+x\n 3\n"},
		"removed":      {"1\n", "", "--- f\n+++ f\n@@ -1,1 +0,0 @@\n-1\n"},
		"no line end": {
			"1\n2", "1\n2\n3\n",
			"--- f\n+++ f\n@@ -1,2 +1,3 @@\n 1\n-2\n\\ No newline at end of file\n+2\n+3\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, hoist.Diff("f", []byte(test.before), []byte(test.after))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
