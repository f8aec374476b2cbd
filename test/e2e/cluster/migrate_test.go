package cluster

import (
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestProofOfConcept upgrades a release as the proof of concept made it, which docs/migrate.md advises against. The
// upgrade is refused, since selectors cannot change; the old pods go on, but the Services do not lead to them any
// more, until all is brought back as that page says.
func TestProofOfConcept(t *testing.T) {
	servers := []string{"hash-api", "hash-graph", "hash-kratos", "hash-frontend", "hash-redis"}
	withBothHelms(t, func(s *site) {
		s.asHelm3("install", "hash", testdata(s, "poc"), "--wait")
		s.secrets()
		old, volume := s.podNames(), s.volume("hash-db-data")

		s.helm("upgrade").fails(1, "hash-api", "spec.selector", "field is immutable")

		s.keepsPods(old)
		for _, service := range servers {
			if answers(s.namespace, service) {
				s.Errorf("Service %s leads to pods: docs/migrate.md says that it does not", service)
			}
		}

		// The claim is in the old release and not in the failed one, so Helm would have it as at first, without its volume.
		s.run("helm", "rollback", "hash", "1").fails(1, "hash-db-data", "spec is immutable after creation")
		s.run("kubectl", "delete", "secrets", "-l", "owner=helm,name=hash,version!=1").succeeds()
		s.run("helm", "rollback", "hash", "1", "--wait", "--timeout", "1m").succeeds()
		s.run("kubectl", "delete", "deployments,statefulsets,jobs,services,configmaps,secrets,serviceaccounts,ingresses,networkpolicies,roles,rolebindings,pvc", "-l", "app.kubernetes.io/name=hash").succeeds()
		s.keepsPods(old)
		for _, service := range slices.Concat(servers, []string{"hash-db"}) {
			s.eventually(service+" leads to the old pods", func() bool { return answers(s.namespace, service) })
		}
		if now := s.volume("hash-db-data"); now != volume {
			s.Errorf("the old database is on volume %s, was on %s", now, volume)
		}
		s.eventually("nothing of this chart is left", func() bool {
			return s.run("kubectl", "get", "pvc,statefulset,job", "-o", "name").succeeds().stdout == "persistentvolumeclaim/hash-db-data\n"
		})
	})
}

// keepsPods fails the test if one of these pods is gone.
func (s *site) keepsPods(names map[string]bool) {
	s.Helper()
	now := s.podNames()
	for name := range names {
		if !now[name] {
			s.Errorf("the pod %s is gone", name)
		}
	}
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
