package cluster

import (
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestProofOfConcept upgrades a release as the proof of concept made it, which docs/migrate.md advises against. The
// upgrade is refused, since selectors cannot change; the old pods go on, but the Services do not lead to them any
// more, until a rollback brings all back as it was.
func TestProofOfConcept(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.asHelm3("install", "hash", testdata(s, "poc"), "--wait")
		s.secrets()
		old := s.podNames()

		s.helm("upgrade").fails(1, "hash-api", "spec.selector", "field is immutable")

		now := s.podNames()
		for name := range old {
			if !now[name] {
				s.Errorf("the old pod %s is gone", name)
			}
		}
		for _, service := range []string{"hash-api", "hash-graph", "hash-kratos", "hash-frontend", "hash-redis"} {
			if answers(s.namespace, service) {
				s.Errorf("Service %s leads to pods: docs/migrate.md says that it does not", service)
			}
		}

		s.run("helm", "rollback", "hash", "1", "--wait", "--timeout", "1m").succeeds()
		for name := range old {
			if !s.podNames()[name] {
				s.Errorf("after the rollback the old pod %s is gone", name)
			}
		}
		for _, service := range []string{"hash-api", "hash-graph", "hash-kratos", "hash-frontend", "hash-redis", "hash-db"} {
			s.eventually(service+" leads to the old pods", func() bool { return answers(s.namespace, service) })
		}
		s.eventually("nothing of this chart is left", func() bool {
			return s.run("kubectl", "get", "pvc,statefulset,job", "-o", "name").succeeds().stdout == ""
		})
	})
}

// asHelm3 runs the Helm that made the old releases.
func (s *site) asHelm3(args ...string) {
	s.Helper()
	now := s.user
	defer func() { s.user = now }()
	s.user = bed.users[3]
	s.run("helm", args...).succeeds()
}

func (s *site) podNames() map[string]bool {
	s.Helper()
	list, err := bed.client.CoreV1().Pods(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	names := map[string]bool{}
	for _, pod := range list.Items {
		names[pod.Name] = true
	}
	return names
}
