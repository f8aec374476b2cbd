package chart_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// migrations are the components that have one.
func migrations(r *release) []string {
	if r.original() {
		return []string{"graph", "kratos"}
	}
	return []string{"api", "graph", "kratos"}
}

type job struct {
	Metadata metadata
	Spec     struct {
		PodReplacementPolicy  string
		BackoffLimit          int
		ActiveDeadlineSeconds int
		Template              struct {
			Spec struct{ RestartPolicy string }
		}
	}
}

// jobs gives the name of each component's Job.
func jobs(t *testing.T, r *release) map[string]string {
	t.Helper()
	found := map[string]string{}
	for name, j := range objects[job](t, r, "Job") {
		component := strings.TrimSuffix(j.Metadata.Labels[componentLabel], "-migrate")
		if other := found[component]; other != "" {
			t.Errorf("%s has the Jobs %s and %s", component, other, name)
		}
		found[component] = name
	}
	return found
}

func TestMigrationJobs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		if d := cmp.Diff(migrations(r), slices.Sorted(maps.Keys(jobs(t, r)))); d != "" {
			t.Errorf("migrations (-want +got):\n%s", d)
		}
		for name, j := range objects[job](t, r, "Job") {
			if j.Spec.PodReplacementPolicy != "Failed" {
				t.Errorf("%s: two pods may run at once: podReplacementPolicy %q", name, j.Spec.PodReplacementPolicy)
			}
			if j.Spec.Template.Spec.RestartPolicy != "Never" {
				t.Errorf("%s: a failed pod loses its log: restartPolicy %q", name, j.Spec.Template.Spec.RestartPolicy)
			}
			// A deadline would count while the pod waits for a Secret or the database, and end it for good.
			if j.Spec.ActiveDeadlineSeconds != 0 || j.Spec.BackoffLimit == 0 {
				t.Errorf("%s: deadline %d, backoffLimit %d", name, j.Spec.ActiveDeadlineSeconds, j.Spec.BackoffLimit)
			}
			if j.Metadata.Annotations["helm.sh/hook"] != "" {
				t.Errorf("%s is a hook, which Helm 3 shows to no post-renderer", name)
			}
		}
	})
}

// TestMigrationOrder wants the lock before the migration, the migration before the record, and the wait
// before the server.
func TestMigrationOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, component := range migrations(r) {
			p := podOf(t, r, component+"-migrate")
			want := []string{"lock", "migrate"}
			if component == "api" {
				want = []string{"lock", "peers", "migrate"} // it writes through the graph and kratos
			}
			if d := cmp.Diff(want, containerNames(p.Spec.InitContainers)); d != "" {
				t.Errorf("%s (-want +got):\n%s", p.workload, d)
			}
			if d := cmp.Diff([]string{"record"}, containerNames(p.Spec.Containers)); d != "" {
				t.Errorf("%s (-want +got):\n%s", p.workload, d)
			}
			// A sidecar: what comes next starts when its startup probe succeeds, and it does not end.
			lock := p.container(t, "lock")
			if lock.RestartPolicy != "Always" || lock.StartupProbe["exec"] == nil {
				t.Errorf("%s: lock has restartPolicy %q and startupProbe %v", p.workload, lock.RestartPolicy, lock.StartupProbe)
			}
		}
	})
}

// TestPeers wants the api to start, and to migrate, when what it writes through answers.
func TestPeers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		want := map[string]string{"api": "http://hash-graph:4000/"}
		if !r.original() {
			want["api-migrate"] = "http://hash-graph-latest:4000/" // while the old graph goes on serving
		}
		for component, graph := range want {
			got := podOf(t, r, component).container(t, "peers").Args
			if d := cmp.Diff([]string{graph, "http://hash-kratos:4433/health/ready"}, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", component, d)
			}
		}
	})
}

func containerNames(containers []container) []string {
	var all []string
	for _, c := range containers {
		all = append(all, c.Name)
	}
	return all
}
