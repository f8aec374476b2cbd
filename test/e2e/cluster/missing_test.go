package cluster

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// TestMissing installs without Secrets, then with one that lacks a key, and takes a ConfigMap away at last. Pods say
// what they wait for, and go on by themselves once it is there.
func TestMissing(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.helm("install", "--timeout", "3s").fails(1, "INSTALLATION FAILED")
		if status := s.run("helm", "status", "hash").succeeds(); !strings.Contains(status.stdout, "STATUS: failed") {
			s.Errorf("the release is not failed:\n%s", status.stdout)
		}
		s.waits("postgres", `secret "hash-postgres" not found`)

		secrets := s.run("helm", "hash", "secrets", "generate", "--env", "local").succeeds().stdout
		s.run("kubectl", "create", "secret", "generic", "hash-api", "--from-literal=seed-users=[]").succeeds()
		s.pipe(secrets, "kubectl", "create", "-f", "-").fails(1, `secrets "hash-api" already exists`)
		s.waits("api", fmt.Sprintf("couldn't find key session-secret in Secret %s/hash-api", s.namespace))
		s.run("kubectl", "delete", "secret", "hash-api").succeeds()
		s.pipe(secrets, "kubectl", "create", "-f", "-").fails(1, `secrets "hash-postgres" already exists`)
		started := s.workloads()

		// Helm makes again what somebody has deleted, and does not touch the rest.
		s.run("kubectl", "delete", "configmap", "hash-urls").succeeds()
		s.run("kubectl", "delete", "pods", "-l", "app.kubernetes.io/component=frontend", "--wait=false").succeeds()
		s.waits("frontend", `configmap "hash-urls" not found`)
		s.helm("upgrade").succeeds()
		after := s.workloads()
		after.byName["hash-frontend"] = started.byName["hash-frontend"]
		if rolled := s.rolled(started, after); len(rolled) > 0 {
			s.Errorf("the upgrade of the failed release rolls %v", rolled)
		}
	})
}

// waits waits until a pod of a component waits with this message.
func (s *site) waits(component, message string) {
	s.Helper()
	s.eventually(component+" waits: "+message, func() bool {
		pod := s.pods()[component]
		if pod == nil {
			return false
		}
		return slices.ContainsFunc(slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses), func(c corev1.ContainerStatus) bool {
			return c.State.Waiting != nil && c.State.Waiting.Reason == "CreateContainerConfigError" && c.State.Waiting.Message == message
		})
	})
}
