package chart_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type (
	deployment struct {
		Spec struct {
			Replicas                any
			ProgressDeadlineSeconds int
			Strategy                struct {
				Type          string
				RollingUpdate struct{ MaxSurge, MaxUnavailable any }
			}
			Selector labelSelector
		}
	}

	autoscaler struct {
		Spec struct {
			ScaleTargetRef           struct{ APIVersion, Kind, Name string }
			MinReplicas, MaxReplicas int
			Metrics                  []struct {
				Resource struct {
					Name   string
					Target struct {
						Type               string
						AverageUtilization int
					}
				}
			}
		}
	}

	disruptionBudget struct {
		Spec struct {
			MaxUnavailable, MinAvailable any
			UnhealthyPodEvictionPolicy   string
			Selector                     labelSelector
		}
	}
)

// servers are the components that answer, behind a Service.
var servers = []string{"api", "frontend", "graph", "kratos"}

// TestReplicas has the pods of each environment, as 1, or as 3-9 where they are scaled.
func TestReplicas(t *testing.T) {
	t.Parallel()
	one := map[string]string{"api": "1", "frontend": "1", "graph": "1", "kratos": "1"}
	want := map[string]map[string]string{
		"local": one, "current": one, "staging": one,
		"production": {"api": "3-9", "frontend": "2-6", "graph": "2", "kratos": "2"},
	}
	each(t, func(t *testing.T, r *release) {
		if d := cmp.Diff(want[r.environment.Name], replicas(t, r)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// TestAutoscalingOption scales the two that can be, anywhere.
func TestAutoscalingOption(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{
		"api.autoscaling.enabled=true", "api.autoscaling.minReplicas=4", "api.autoscaling.maxReplicas=5", "api.uploads.provider=AWS_S3",
		"frontend.autoscaling.enabled=true",
	}, func(t *testing.T, r *release) {
		got := replicas(t, r)
		if got["api"] != "4-5" || got["frontend"] != "2-6" {
			t.Errorf("api %s, frontend %s", got["api"], got["frontend"])
		}
		if got := names(t, r, "PodDisruptionBudget"); !slices.Contains(got, "hash-api") || !slices.Contains(got, "hash-frontend") {
			t.Errorf("budgets of %q only", got)
		}
	})
}

// replicas gives those of the servers. What is scaled must not have a number too: each upgrade would set
// it back to that.
func replicas(t *testing.T, r *release) map[string]string {
	t.Helper()
	scalers := objects[autoscaler](t, r, "HorizontalPodAutoscaler")
	got := map[string]string{}
	for _, component := range servers {
		name := "hash-" + component
		number := object[deployment](t, r, "Deployment", name).Spec.Replicas
		scaler, scaled := scalers[name]
		switch {
		case scaled == (number != nil):
			t.Errorf("%s has replicas %v, and a scaler: %t", name, number, scaled)
		case !scaled:
			got[component] = fmt.Sprint(number)
		default:
			got[component] = fmt.Sprintf("%d-%d", scaler.Spec.MinReplicas, scaler.Spec.MaxReplicas)
			if to := scaler.Spec.ScaleTargetRef; to.APIVersion != "apps/v1" || to.Kind != "Deployment" || to.Name != name {
				t.Errorf("the scaler of %s is of %v", name, to)
			}
			if got := fmt.Sprint(scaler.Spec.Metrics); got != "[{{cpu {Utilization 70}}}]" {
				t.Errorf("%s is scaled by %s", name, got)
			}
		}
		delete(scalers, name)
	}
	for name := range scalers {
		t.Errorf("HorizontalPodAutoscaler %s scales nothing that may be scaled", name)
	}
	return got
}

// TestDisruptionBudgets wants one for each server with a pod to spare: over a single pod it would block
// the drain of a node.
func TestDisruptionBudgets(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		var want []string
		for component, number := range replicas(t, r) {
			if !strings.HasPrefix(number, "1") {
				want = append(want, "hash-"+component)
			}
		}
		slices.Sort(want)
		if d := cmp.Diff(want, names(t, r, "PodDisruptionBudget")); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		for name, budget := range objects[disruptionBudget](t, r, "PodDisruptionBudget") {
			p := podOf(t, r, strings.TrimPrefix(name, "hash-"))
			if !selects(budget.Spec.Selector.MatchLabels, p.Metadata.Labels) || len(budget.Spec.Selector.MatchLabels) == 0 {
				t.Errorf("%s does not select %s", name, p.workload)
			}
			if budget.Spec.MaxUnavailable != 1.0 || budget.Spec.MinAvailable != nil || budget.Spec.UnhealthyPodEvictionPolicy != "AlwaysAllow" {
				t.Errorf("%s: %+v", name, budget.Spec)
			}
		}
	})
}

// TestSpread wants pods of a server to keep to different zones and nodes, and to start without too.
func TestSpread(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, component := range servers {
			p, got := podOf(t, r, component), map[string]string{}
			for _, c := range p.Spec.TopologySpreadConstraints {
				got[c.TopologyKey] = c.WhenUnsatisfiable
				if c.LabelSelector.MatchLabels[componentLabel] != component || !selects(c.LabelSelector.MatchLabels, p.Metadata.Labels) {
					t.Errorf("%s spreads %v", p.workload, c.LabelSelector.MatchLabels)
				}
			}
			want := map[string]string{"topology.kubernetes.io/zone": "ScheduleAnyway", "kubernetes.io/hostname": "ScheduleAnyway"}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", p.workload, d)
			}
		}
	})
}

// TestRollout wants old pods to serve until new ones do, and patience with a migration before that.
func TestRollout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		const migration = 1800 // migrations.timeoutSeconds
		for _, component := range servers {
			d := object[deployment](t, r, "Deployment", "hash-"+component)
			if s := d.Spec.Strategy; s.Type != "RollingUpdate" || s.RollingUpdate.MaxUnavailable != 0.0 || s.RollingUpdate.MaxSurge != 1.0 {
				t.Errorf("%s: %+v", component, s)
			}
			if _, waits := waiting(r)[component]; waits && d.Spec.ProgressDeadlineSeconds <= migration {
				t.Errorf("%s gives up after %d seconds, and its migration after %d", component, d.Spec.ProgressDeadlineSeconds, migration)
			}
		}
	})
}
