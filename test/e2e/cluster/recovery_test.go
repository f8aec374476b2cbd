package cluster

import (
	"slices"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
)

// atOnce makes a migration's Job fail with its first pod, in place of after half a minute.
const atOnce = "migrations.backoffLimit=0"

// TestFailedMigration upgrades to a graph whose migration fails: the old pod goes on serving. Once the cause is mended,
// the failed Job has to make room, in either of the two ways of docs/chart.md.
func TestFailedMigration(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install("--set", atOnce)
		old, unserved := s.workloads().byName["hash-graph"].pods, s.unserved("hash-graph")

		second := atOnce + ",graph.image.tag=second,graph.migrate.image.tag=second"
		s.failsToMigrate(second)
		if pods := s.workload("hash-graph").pods; len(pods) != 2 || !slices.Contains(pods, old[0]) {
			s.Errorf("the graph's pods are %v, not %v and another", pods, old)
		}
		if n := unserved(); n > 0 {
			s.Errorf("%d times no pod of hash-graph served", n)
		}
		s.helm("upgrade", "--set", second, "--timeout", "3s").fails(1, "UPGRADE FAILED") // the Job stays as it is
		s.run("kubectl", "-n", s.namespace, "delete", "jobs", "-l", "app.kubernetes.io/component=graph-migrate").succeeds()
		s.helm("upgrade", "--set", second, "--wait-for-jobs").succeeds()

		third := atOnce + ",graph.image.tag=third,graph.migrate.image.tag=third"
		s.failsToMigrate(third)
		s.helm("upgrade", "--set", third+",migrations.revision=2", "--wait-for-jobs").succeeds()
	})
}

// failsToMigrate upgrades to values with a new migration, which fails, and mends the cause.
func (s *site) failsToMigrate(values string) {
	s.Helper()
	s.breaks("migrate", true)
	s.helm("upgrade", "--set", values, "--wait-for-jobs", "--timeout", "3s").fails(1, "UPGRADE FAILED")
	s.eventually("a Job has failed", s.jobFailed)
	s.breaks("migrate", false)
}

func (s *site) jobFailed() bool {
	s.Helper()
	list, err := bed.client.BatchV1().Jobs(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	return slices.ContainsFunc(list.Items, func(job batchv1.Job) bool {
		return slices.ContainsFunc(job.Status.Conditions, func(c batchv1.JobCondition) bool { return c.Type == batchv1.JobFailed })
	})
}

// unserved counts until it is asked how often a service loses its last ready pod.
func (s *site) unserved(service string) func() int {
	s.Helper()
	s.eventually(service+" serves", func() bool { return answers(s.namespace, service) })
	events, err := bed.client.DiscoveryV1().EndpointSlices(s.namespace).Watch(s.Context(), metav1.ListOptions{LabelSelector: discoveryv1.LabelServiceName + "=" + service})
	if err != nil {
		s.Fatal(err)
	}
	count := make(chan int)
	go func() {
		lost := 0
		for event := range events.ResultChan() {
			if event.Type == watch.Error {
				break // comes last, of a watch that was stopped too
			}
			if slice, is := event.Object.(*discoveryv1.EndpointSlice); !is || event.Type == watch.Deleted || !serves(slice) {
				lost++
			}
		}
		count <- lost
	}()
	return func() int {
		select {
		case <-count:
			s.Error("the watch of endpoints has ended too early")
			return 0
		default:
			events.Stop()
			return <-count
		}
	}
}

func serves(slice *discoveryv1.EndpointSlice) bool {
	return slices.ContainsFunc(slice.Endpoints, func(e discoveryv1.Endpoint) bool { return e.Conditions.Ready != nil && *e.Conditions.Ready })
}
