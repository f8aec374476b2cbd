package cluster

import (
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestRollback goes back from another graph, with a migration of its own, and another variable. Helm has kept what
// hash-post made, so hash-post need not be there. The old migration runs again and fails, as it may over a newer
// schema: nobody waits for it.
func TestRollback(t *testing.T) {
	withBothHelms(t, func(s *site) {
		s.install("--set", atOnce)
		before, jobs := s.workloads(), s.jobs()
		s.helm("upgrade", "--set", atOnce+",graph.migrate.image.tag=next,systemUser.shortname=root").succeeds()
		upgraded := s.workloads()
		if rolled := s.rolled(before, upgraded); !slices.Equal(rolled, []string{"hash-api", "hash-frontend", "hash-graph"}) {
			s.Errorf("the upgrade rolls %v", rolled)
		}
		if slices.Equal(s.jobs(), jobs) {
			s.Error("the upgrade has the same Jobs")
		}
		s.breaks("migrate", true)
		s.losesHashPost()
		// Helm 4 itself would wait for Jobs too.
		wait := map[int]string{3: "--wait", 4: "--wait=legacy"}[s.user.Major]
		s.run("helm", "rollback", "hash", "1", wait, "--timeout", "2m").succeeds()
		s.eventually("the old migration fails", s.jobFailed)
		s.same(before, s.workloads())
		if now := s.jobs(); !slices.Equal(now, jobs) {
			s.Errorf("Jobs %v, not %v as before", now, jobs)
		}
	})
}

// same tells what of pods and variables is not as it was.
func (s *site) same(before, after workloads) {
	s.Helper()
	for name, is := range after.byName {
		if was := before.byName[name]; !equality.Semantic.DeepEqual(was.template, is.template) {
			s.Errorf("%s has other pods than before: %v, not %v", name, is.template, was.template)
		}
	}
	if changed := before.variables.changed(after.variables); len(changed) > 0 {
		s.Errorf("not as before: %v", changed)
	}
}

// losesHashPost leaves the user with Helm alone.
func (s *site) losesHashPost() {
	s.Helper()
	s.environ = append(s.environ, "PATH="+filepath.Join(s.user.Home, "bin")+":/usr/bin:/bin", "HELM_PLUGINS="+s.TempDir())
	s.helm("upgrade").fails(1, "hash-post")
}

func (s *site) jobs() []string {
	s.Helper()
	list, err := bed.client.BatchV1().Jobs(s.namespace).List(s.Context(), metav1.ListOptions{})
	if err != nil {
		s.Fatal(err)
	}
	var found []string
	for _, job := range list.Items {
		found = append(found, job.Name)
	}
	return found
}
