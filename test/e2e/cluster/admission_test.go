package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"sigs.k8s.io/yaml"
)

// TestAdmission asks API servers of several versions whether they would take all of a release, its hooks and the
// pods of its workloads, in a namespace that enforces Pod Security's profile restricted.
func TestAdmission(t *testing.T) {
	t.Parallel()
	s := newSite(t, bed.users[4])
	releases := s.releases()
	for _, version := range s.versions() {
		t.Run(version, func(t *testing.T) {
			p := newPlane(t, version)
			p.knowsForeign()
			p.has(surroundings(t, s.namespace, "restricted")...)
			for name, release := range releases {
				for _, o := range release {
					if err := p.takes(o); err != nil {
						t.Errorf("%s of %s: %s", o, name, err)
					}
				}
				p.runs(name, release)
			}
			p.looks(releases)
			p.keepsRules(releases["gateway"])
		})
	}
}

// releases are what helm hash render prints for each environment, and for what else the chart can be set to.
func (s *site) releases() map[string][]object {
	s.Helper()
	render := func(args ...string) []object {
		out := s.run("helm", append([]string{"hash", "render", "--env"}, args...)...).succeeds()
		return objects(s.T, out.stdout, s.namespace)
	}
	found := map[string][]object{
		"local":      render("local"),
		"current":    render("current"),
		"staging":    render("staging"),
		"production": render("production"),
		"stores":     render("local", "--set", "opensearch.host=hash-opensearch,kratos.replicas=2,networkPolicy.enabled=true"),
	}
	if err := os.CopyFS(filepath.Join(s.dir, "overlays", "gateway"), os.DirFS("testdata/crds")); err != nil {
		s.Fatal(err)
	}
	s.configure("overlays: [overlays/production]", "overlays: [overlays/production, overlays/gateway]")
	s.configure("prefix: hash/production", "prefix: hash/production\n      refreshInterval: 1h\n      remote: {hash-postgres: {key: rds/hash, properties: {graph-password: password}}}")
	found["gateway"] = render("production", "--set", "ingress.kind=gateway,ingress.gateway.sectionName=https")
	return found
}

// surroundings are what docs/chart.md says is the cluster's, and a namespace with a profile of Pod Security.
func surroundings(t *testing.T, namespace, profile string) []object {
	t.Helper()
	return objects(t, fmt.Sprintf(`
apiVersion: v1
kind: Namespace
metadata:
  name: %[1]s
  labels:
    pod-security.kubernetes.io/enforce: %[2]s
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: production}
value: 1000
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: %[1]s}
`, namespace, profile), "")
}

// reach is how many minor versions before its own an API server can play.
const reach = 3

// versions are the binary's own and those that hash.yaml names, as far as the binary can play them. An older
// binary (make e2e KUBE=1.34) reaches the others.
func (s *site) versions() []string {
	s.Helper()
	var project struct {
		Environments map[string]struct{ KubeVersions []string }
	}
	text, err := os.ReadFile(filepath.Join(s.dir, "hash.yaml"))
	if err != nil {
		s.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &project); err != nil {
		s.Fatal(err)
	}
	server, err := bed.client.Discovery().ServerVersion()
	if err != nil {
		s.Fatal(err)
	}
	own, err := strconv.Atoi(server.Minor)
	if err != nil {
		s.Fatal(err)
	}
	found := []string{"1." + server.Minor}
	for minor := own - reach; minor < own; minor++ {
		version := fmt.Sprintf("1.%d", minor)
		for _, environment := range project.Environments {
			if slices.Contains(environment.KubeVersions, version) && !slices.Contains(found, version) {
				found = append(found, version)
			}
		}
	}
	return found
}
