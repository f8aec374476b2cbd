package helm

import "testing"

// An upgrade starts from the revision that Helm will take.
func TestReplaced(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		history []string // by status, the first revision is 1
		install bool
		want    int // 0: none
	}{
		{"nothing", nil, false, 0},
		{"nothing, to be installed", nil, true, 0},
		{"the last one is deployed", []string{"superseded", "deployed"}, false, 2},
		{"the last one has failed", []string{"superseded", "deployed", "failed", "failed"}, true, 2},
		{"none has ever been deployed", []string{"failed", "failed"}, false, 2},
		{"none is deployed any more", []string{"superseded", "superseded"}, false, 2},
		{"an upgrade hangs, which Helm refuses", []string{"deployed", "pending-upgrade"}, false, 1},
		{"two are deployed, after a crash", []string{"deployed", "deployed", "failed"}, false, 2},
		{"uninstalled", []string{"superseded", "uninstalled"}, true, 0},
		{"uninstalled after a failure", []string{"deployed", "uninstalled"}, true, 0},
		{"uninstalled, which Helm refuses", []string{"superseded", "uninstalled"}, false, 2},
		{"uninstalled and installed again", []string{"uninstalled", "deployed"}, true, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var history []revision
			for i, status := range c.history {
				history = append(history, revision{i + 1, status})
			}
			if got, exists := replaced(history, c.install); got != c.want || exists != (c.want > 0) {
				t.Errorf("got %d, %t, want %d", got, exists, c.want)
			}
		})
	}
}
