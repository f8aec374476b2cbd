package cluster

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/hashintel/helm-hash/test/e2e/fakelet"
)

// TestInstall installs the chart for the laptop: all becomes ready, migrations run before the servers that need
// them, and helm test passes.
func TestInstall(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install()
		pods := s.pods()
		started := func(component, container string) time.Time { return fakelet.Started(pods[component], container) }
		finished := func(component, container string) time.Time { return fakelet.Finished(pods[component], container) }
		for _, order := range []struct {
			what          string
			first, second time.Time
		}{
			{"the database starts before the graph's migration", started("postgres", "postgres"), started("graph-migrate", "migrate")},
			{"the lock is taken before kratos' migration starts", started("kratos-migrate", "lock"), started("kratos-migrate", "migrate")},
			{"the graph's migration ends before it is recorded", finished("graph-migrate", "migrate"), started("graph-migrate", "record")},
			{"the graph's migration is recorded before the graph starts", finished("graph-migrate", "record"), started("graph", "graph")},
			{"kratos' migration is recorded before kratos starts", finished("kratos-migrate", "record"), started("kratos", "kratos")},
			{"the graph starts before the api, which calls it at once", started("graph", "graph"), started("api", "api")},
			{"kratos starts before the api", started("kratos", "kratos"), started("api", "api")},
		} {
			if order.first.IsZero() || !order.first.Before(order.second) {
				s.Errorf("not so: %s (%s, %s)", order.what, order.first, order.second)
			}
		}
		s.run("helm", "test", "hash").succeeds()
	})
}

// pods gives one pod of each component of the chart.
func (s *site) pods() map[string]*corev1.Pod {
	s.Helper()
	list, err := bed.client.CoreV1().Pods(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	found := map[string]*corev1.Pod{}
	for _, pod := range list.Items {
		found[pod.Labels["app.kubernetes.io/component"]] = &pod
	}
	return found
}
