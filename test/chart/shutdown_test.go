package chart_test

import (
	"fmt"
	"testing"
)

// TestShutdown wants endpoints to forget a pod before its program stops. The graph stops on SIGINT only,
// and today's image has no shell to send it.
func TestShutdown(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, component := range servers {
			want := "map[sleep:map[seconds:5]]"
			if component == "graph" && r.original() {
				want = "map[exec:map[command:[sh -c sleep 5; kill -INT 1]]]"
			}
			p := podOf(t, r, component)
			got := p.container(t, component).Lifecycle
			if stop := fmt.Sprint(got.PreStop); stop != want {
				t.Errorf("%s: preStop is %s, not %s", component, stop, want)
			}
			if got.StopSignal != "" {
				t.Errorf("%s: most clusters refuse the stop signal %s", component, got.StopSignal)
			}
			if grace := p.Spec.TerminationGracePeriodSeconds; grace <= 5 {
				t.Errorf("%s is killed after %d seconds", component, grace)
			}
		}
	})
}

// TestShutdownBySignal is for clusters that know stop signals, which need the pod to say its system.
func TestShutdownBySignal(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{"graph.shutdown=signal"}, func(t *testing.T, r *release) {
		p := podOf(t, r, "graph")
		if got := fmt.Sprint(p.container(t, "graph").Lifecycle); got != "{map[sleep:map[seconds:5]] SIGINT}" {
			t.Errorf("lifecycle is %s", got)
		}
		if p.Spec.OS == nil || p.Spec.OS.Name != "linux" {
			t.Errorf("the system is %v", p.Spec.OS)
		}
	})
}
