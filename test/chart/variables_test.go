package chart_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/pipeline"
)

// TestNoDuplicates is what helm hash env --duplicates prints, and what lint says of variables.
func TestNoDuplicates(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, d := range environ.Duplicates(r.resources, pipeline.Kinds(r.project), r.project.Release.Namespace) {
			t.Errorf("%s is defined by %d containers alike", d.Name, len(d.Definitions))
		}
		for _, f := range r.findings {
			if strings.HasPrefix(f.Rule, "env/") && f.Rule != "env/unmatched" {
				t.Error(describe(f))
			}
		}
	})
}

// TestOverwritten wants no container to be given a variable twice, by two ConfigMaps for instance.
func TestOverwritten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		known := environ.Collect(r.resources, r.project.Release.Namespace)
		for c := range environ.Containers(r.resources, pipeline.Kinds(r.project)) {
			for _, v := range known.Of(c.Workload, c.Template, c.Container).Overwritten {
				t.Errorf("%s of container %s of %s is set, then overwritten", v.Name, c.Name, c.Workload.ID())
			}
		}
	})
}

func TestServiceLinks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for _, p := range pods(t, r) {
			if p.Spec.EnableServiceLinks != false {
				t.Errorf("%s: a Service hash-redis would give its pods HASH_REDIS_PORT=tcp://…", p.workload)
			}
		}
	})
}

// TestAmbiguousNames has the names that mean different things to different programs, and which program
// gets what. A ConfigMap that is shared too widely gives one of them the other's value.
func TestAmbiguousNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		s, superuser := siteOf(t, r), "postgres"
		if r.external() {
			superuser = "hash_admin"
		}
		want := map[string]map[string]string{
			"API_ORIGIN":                   {"api/api": s.api(), "frontend/frontend": "http://hash-api:5001"},
			"HASH_GRAPH_PG_USER":           {"graph/graph": "graph", "graph-migrate/migrate": superuser},
			"HASH_GRAPH_PG_PASSWORD":       {"graph/graph": "<Secret hash-postgres/graph-password>", "graph-migrate/migrate": "<Secret hash-postgres/superuser-password>"},
			"DSN":                          {"kratos/kratos": "<Secret hash-kratos/dsn>", "kratos-migrate/migrate": "<Secret hash-kratos/migration-dsn>"},
			"SECRETS_COOKIE":               {"kratos/kratos": "<Secret hash-kratos/cookie-secret>"},
			"POSTGRES_USER":                {},
			"LOG_LEVEL":                    {"api/api": "info", "kratos/kratos": "info"},
			"HASH_GRAPH_API_HOST":          {},
			"HASH_GRAPH_HTTP_HOST":         {},
			"HASH_GRAPH_LOG_FOLDER":        {},
			"HASH_ATLAS_HOST":              {},
			"HASH_GRAPH_TYPE_FETCHER_HOST": {},
		}
		if r.original() {
			want["HASH_GRAPH_API_HOST"] = map[string]string{"graph/graph": "0.0.0.0", "api/api": "hash-graph"}
		} else {
			want["HASH_GRAPH_HTTP_HOST"] = map[string]string{"graph/graph": "0.0.0.0", "api/api": "hash-graph", "api-migrate/migrate": "hash-graph-latest"}
			want["HASH_GRAPH_LOG_FOLDER"] = map[string]string{"graph/graph": "/logs/graph-service", "graph-migrate/migrate": "/logs/graph-migrations"}
			want["LOG_LEVEL"]["api-migrate/migrate"] = "info"
		}
		if !r.external() {
			pg := map[string]string{"HASH_GRAPH_PG_USER": "graph", "HASH_GRAPH_PG_PASSWORD": "<Secret hash-postgres/graph-password>", "POSTGRES_USER": "postgres"}
			for name, value := range pg {
				want[name]["postgres/postgres"] = value // its init script makes the users
			}
		}
		if r.environment.Name == "production" {
			for _, name := range []string{"DSN", "SECRETS_COOKIE", "LOG_LEVEL"} {
				want[name]["kratos-courier/kratos"] = want[name]["kratos/kratos"]
			}
		}
		if d := cmp.Diff(want, holders(variables(t, r), want)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// holders turns containers with their variables round: who has a variable, and with which value.
func holders(all map[string]map[string]string, of map[string]map[string]string) map[string]map[string]string {
	found := map[string]map[string]string{}
	for variable := range of {
		found[variable] = map[string]string{}
		for name, got := range all {
			if value, has := got[variable]; has {
				found[variable][name] = value
			}
		}
	}
	return found
}

// TestLogLevels sets the two LOG_LEVELs apart: kratos has levels of its own.
func TestLogLevels(t *testing.T) {
	t.Parallel()
	eachWith(t, []string{"api.logLevel=debug", "kratos.logLevel=warning"}, func(t *testing.T, r *release) {
		for name, got := range variables(t, r) {
			want := "debug"
			if strings.HasPrefix(name, "kratos") {
				want = "warning"
			}
			if level, has := got["LOG_LEVEL"]; has && level != want {
				t.Errorf("LOG_LEVEL of %s is %q, not %q", name, level, want)
			}
		}
	})
}
