package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestGatekeeper sets Gatekeeper up with three rules of hash-post. What hash-post lets through Gatekeeper admits, and
// where somebody goes around hash-post Gatekeeper refuses what hash-post refuses, for the same rule.
func TestGatekeeper(t *testing.T) {
	t.Parallel()
	p := newPlane(t, "")
	p.knowsForeign()
	s := newSite(t, bed.users[4])
	s.environ = []string{"KUBECONFIG=" + p.Kubeconfig()}
	p.guard(s.namespace)
	t.Run("manifests", func(t *testing.T) { s.in(t, t.TempDir()).agreesOnManifests(p) })
	t.Run("chart", func(t *testing.T) { s.in(t, s.dir).agreesOnChart(p) })
	for major, u := range bed.users {
		t.Run(fmt.Sprintf("helm%d", major), func(t *testing.T) {
			other := s.in(t, s.dir)
			other.user = u
			other.agreesOnInstalling()
		})
	}
}

// in is the same site for another test, in a folder.
func (s *site) in(t *testing.T, dir string) *site {
	other := *s
	other.T, other.dir = t, dir
	return &other
}

// agreesOnManifests gives small manifests to hash-post, and to kubectl without it. They lie in a folder for each rule.
func (s *site) agreesOnManifests(p *plane) {
	manifests, err := txtar.ParseFile("testdata/gatekeeper/manifests.txtar")
	if err != nil {
		s.Fatal(err)
	}
	unpack(s.T, s.dir, manifests)
	said := s.run("kubectl", "apply", "--namespace", s.namespace, "--recursive", "-f", "manifests").fails(1).stderr
	for _, file := range manifests.Files {
		path := strings.Split(file.Name, "/")
		rule, hashPost := path[1], s.pipe(string(file.Data), "hash-post")
		exists := p.exists(objects(s.T, string(file.Data), s.namespace)[0])
		if rule == "admitted" {
			hashPost.succeeds()
			if !exists {
				s.Errorf("Gatekeeper does not admit %s:\n%s", file.Name, said)
			}
			continue
		}
		hashPost.fails(1, strings.Replace(rule, "-", "/", 1))
		if exists || !denied(said, file.Name, rule) {
			s.Errorf("Gatekeeper does not refuse %s for %s (it is there: %t):\n%s", file.Name, rule, exists, said)
		}
	}
}

// agreesOnChart installs production as Argo CD does, and then with an image from elsewhere and without hash-post.
func (s *site) agreesOnChart(p *plane) {
	template := []string{"template", "hash", "./chart", "--namespace", s.namespace, "-f", "overlays/production/values.yaml"}
	rendered := s.run("helm", template...).succeeds()
	good := s.pipe(rendered.stdout, "hash-post").succeeds()
	s.pipe(good.stdout, "kubectl", "apply", "--server-side", "--namespace", s.namespace, "-f", "-").succeeds()
	for _, o := range objects(s.T, good.stdout, s.namespace) {
		if pod := o.pod(s.T); pod != nil {
			if err := p.admits(pod); err != nil {
				s.Errorf("pod of %s: %s", o, err)
			}
		}
	}

	elsewhere := s.run("helm", append(template, "--set", "api.image=quay.io/elsewhere/api:1")...).succeeds()
	s.pipe(elsewhere.stdout, "hash-post").fails(1, "image/registry")
	around := s.run("helm", append(template, "--set", "api.image=quay.io/elsewhere/api:1,postRender.required=false")...).succeeds()
	s.pipe(around.stdout, "kubectl", "apply", "--server-side", "--force-conflicts", "--namespace", s.namespace, "-f", "-").
		fails(1, "[image-registry] image quay.io/elsewhere/api:1")
	s.pipe(good.stdout, "kubectl", "delete", "--namespace", s.namespace, "--wait=false", "-f", "-").succeeds()
}

// agreesOnInstalling has Helm itself install through both gates, and then around the first.
func (s *site) agreesOnInstalling() {
	s.Helper()
	chart := []string{"./chart", "--namespace", s.namespace, "-f", "overlays/production/values.yaml"}
	s.run("helm", slices.Concat([]string{"install", "hash"}, chart, []string{"--post-renderer", "hash-post"})...).succeeds()
	around := []string{"--set", "api.image=quay.io/elsewhere/api:1,postRender.required=false"}
	s.run("helm", slices.Concat([]string{"upgrade", "hash"}, chart, around, []string{"--post-renderer", "hash-post", "--post-renderer-args=--env=production"})...).fails(1, "image/registry")
	s.run("helm", slices.Concat([]string{"upgrade", "hash"}, chart, around)...).fails(1, "[image-registry] image quay.io/elsewhere/api:1")
	s.run("helm", "uninstall", "hash", "--namespace", s.namespace).succeeds()
}

// denied tells whether kubectl says that a file was refused for a rule.
func denied(said, file, rule string) bool {
	for refusal := range strings.SplitSeq(said, "Error from server") {
		if strings.Contains(refusal, `"`+file+`"`) && strings.Contains(refusal, "denied the request: ["+rule+"]") {
			return true
		}
	}
	return false
}

// unpack writes the files of an archive, and the project file for them.
func unpack(t *testing.T, dir string, archive *txtar.Archive) {
	t.Helper()
	project, err := os.ReadFile("testdata/gatekeeper/hash.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(archive.Files, txtar.File{Name: "hash.yaml", Data: project}) {
		name := filepath.Join(dir, file.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
