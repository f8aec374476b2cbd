package cluster

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestUninstall keeps the database's volume where the values say so, installs over it, and then deletes all. Secrets
// are not of the release.
func TestUninstall(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.secrets()
		before := s.quiet()
		retain := []string{"--set", "pg.storage.whenDeleted=Retain"}
		s.helm("install", retain...).succeeds()
		volume := s.volume("data-hash-db-0")
		s.run("helm", "uninstall", "hash").succeeds()
		if left := before.differences(s.quiet()); !slices.Equal(left, []string{"new: PersistentVolumeClaim data-hash-db-0"}) {
			s.Fatalf("with pg.storage.whenDeleted=Retain, helm uninstall leaves %q", left)
		}
		// Migrations run over what they have made, and leave the same record again.
		s.helm("install", "--wait-for-jobs").succeeds()
		if now := s.volume("data-hash-db-0"); now != volume {
			s.Errorf("the database is on volume %s, was on %s", now, volume)
		}
		s.run("helm", "uninstall", "hash").succeeds()
		if left := before.differences(s.quiet()); len(left) > 0 {
			s.Errorf("with pg.storage.whenDeleted=Delete, helm uninstall leaves %q", left)
		}
		s.eventually("the volume goes with its claim", func() bool {
			volumes, err := bed.client.CoreV1().PersistentVolumes().List(s.Context(), metav1.ListOptions{})
			if err != nil {
				s.Fatal(err)
			}
			return !slices.ContainsFunc(volumes.Items, func(v corev1.PersistentVolume) bool { return v.Name == volume })
		})
	})
}

// volume is that which a claim has.
func (s *site) volume(claimName string) string {
	s.Helper()
	claim, err := bed.client.CoreV1().PersistentVolumeClaims(s.namespace).Get(s.Context(), claimName, metav1.GetOptions{})
	if err != nil {
		s.Fatal(err)
	}
	if claim.Status.Phase != corev1.ClaimBound {
		s.Fatalf("the claim %s is %s", claimName, claim.Status.Phase)
	}
	return claim.Spec.VolumeName
}
