package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMigrationNames changes values: a Job cannot be changed, so another Job must have another name, and
// the same one must keep it, or it would run at every upgrade.
func TestMigrationNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		set     string
		changed string // components, "all" or none
	}{
		{"graph.migrate.image.tag=other", "graph"},
		{"graph.migrate.args={x}", "graph"},
		{"graph.migrate.resources.limits.memory=3Gi", "graph"},
		{"graph.migrate.runAsUser=4711", "graph"},
		{"graph.pg.user=other", "graph"},
		{"kratos.image.tag=other", "kratos"},
		{"kratos.resources.limits.memory=3Gi", "kratos"},
		{"kratos.pg.database=other", "kratos"},
		{"migrations.revision=other", "all"},
		{"migrations.timeoutSeconds=60", "all"},
		{"migrations.resources.limits.memory=3Gi", "all"},
		{"pg.host=other.example", "all"},
		{"pg.image.tag=other", "all"},
		{"image.pullPolicy=Never", "all"},
		{"frontend.image.tag=other", ""},
		{"graph.replicas=5", ""},
		{"graph.rustLog=debug", ""},
		{"kratos.logLevel=debug", ""},
		{"domain=other.example", ""},
		{"pg.resources.limits.memory=3Gi", ""},
	} {
		t.Run(c.set, func(t *testing.T) {
			t.Parallel()
			for _, environment := range project(t).Environments {
				before, after := template(t, environment.Name), template(t, environment.Name, c.set)
				compareNames(t, jobs(t, before), jobs(t, after), func(component string) bool {
					// What the api's migration makes is in the graph's database.
					ofGraph := component == "api" && strings.HasPrefix(c.set, "graph.pg.")
					return c.changed == "all" || c.changed == component || c.changed == "graph" && ofGraph
				})
			}
		})
	}
}

func compareNames(t *testing.T, before, after map[string]string, changed func(component string) bool) {
	t.Helper()
	for component, name := range before {
		if got := after[component] != name; got != changed(component) {
			t.Errorf("Job of %s: %s, then %s", component, name, after[component])
		}
	}
}

// TestMigrationJobsHold changes values by which hash-post gives Jobs other variables: one that keeps its
// name must keep what it says, or the API server would refuse the upgrade.
func TestMigrationJobsHold(t *testing.T) {
	t.Parallel()
	sets := []string{"otlp.endpoint=", "temporal.host=", "vault.host=", "opensearch.host=", "api.uploads.accessKeys=false"}
	for _, set := range sets {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			eachWith(t, []string{set}, func(t *testing.T, after *release) {
				before := objects[map[string]any](t, render(t, after.environment.Name), "Job")
				for name, j := range objects[map[string]any](t, after, "Job") {
					if d := cmp.Diff(before[name]["spec"], j["spec"]); before[name] != nil && d != "" {
						t.Errorf("%s (-before +after):\n%s", name, d)
					}
				}
			})
		})
	}
}

// TestMigrationRevisions wants what does not migrate again to leave the servers alone.
func TestMigrationRevisions(t *testing.T) {
	t.Parallel()
	for set, changed := range map[string]bool{
		"migrations.revision=other":                 true,
		"graph.migrate.image.tag=other":             true,
		"graph.pg.database=other":                   true,
		"pg.host=other.example":                     true,
		"graph.migrate.resources.limits.memory=3Gi": false,
		"migrations.timeoutSeconds=60":              false,
		"pg.image.tag=other":                        false,
	} {
		t.Run(set, func(t *testing.T) {
			t.Parallel()
			for _, environment := range project(t).Environments {
				before := podOf(t, template(t, environment.Name), "graph").container(t, "wait").Args
				after := podOf(t, template(t, environment.Name, set), "graph").container(t, "wait").Args
				if got := !slices.Equal(before, after); got != changed {
					t.Errorf("%s: graph waits for %q, then for %q", environment.Name, before, after)
				}
			}
		})
	}
}
