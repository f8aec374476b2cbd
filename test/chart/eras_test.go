package chart_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEraNames has all variables of the one era that the other does not have. local is given all that its
// images can use, as current is.
func TestEraNames(t *testing.T) {
	t.Parallel()
	original := variableNames(t, render(t, "local", "opensearch.host=opensearch.example", "opensearch.https=true"))
	current := variableNames(t, render(t, "current", "redis.host=redis.example", "redis.tls=true"))
	wantOriginal := strings.Fields(`
		AWS_S3_REGION
		HASH_COLLAB_QUEUE_NAME
		HASH_GRAPH_API_HOST HASH_GRAPH_API_PORT
		HASH_GRAPH_LOG_FORMAT
		HASH_GRAPH_PG_MIGRATION_URL
		HASH_OPENSEARCH_ENABLED HASH_OPENSEARCH_HOST HASH_OPENSEARCH_HTTPS_ENABLED HASH_OPENSEARCH_PASSWORD HASH_OPENSEARCH_PORT HASH_OPENSEARCH_USERNAME
		HASH_PG_DATABASE HASH_PG_HOST HASH_PG_PASSWORD HASH_PG_PORT HASH_PG_USER
		HASH_SEARCH_LOADER_PORT HASH_SEARCH_QUEUE_NAME
		HASH_TASK_EXECUTOR_HOST HASH_TASK_EXECUTOR_PORT
		ORY_KRATOS_ADMIN_URL ORY_KRATOS_PUBLIC_URL
		SESSION_SECRET
		SYSTEM_ACCOUNT_NAME SYSTEM_ACCOUNT_SHORTNAME SYSTEM_EMAIL_ADDRESS SYSTEM_EMAIL_SENDER_NAME
		SYSTEM_USER_EMAIL_ADDRESS SYSTEM_USER_PASSWORD SYSTEM_USER_PREFERRED_NAME SYSTEM_USER_SHORTNAME
	`)
	wantCurrent := strings.Fields(`
		AWS_S3_UPLOADS_ACCESS_KEY_ID AWS_S3_UPLOADS_ENDPOINT AWS_S3_UPLOADS_FORCE_PATH_STYLE AWS_S3_UPLOADS_SECRET_ACCESS_KEY
		HASH_GRAPH_EMBED_TYPE_FETCHER
		HASH_GRAPH_HTTP_HOST HASH_GRAPH_HTTP_PORT
		HASH_GRAPH_LOG_CONSOLE_FORMAT HASH_GRAPH_LOG_FOLDER HASH_GRAPH_LOG_LEVEL
		HASH_INTEGRATION_QUEUE_NAME
		HASH_KRATOS_ADMIN_URL HASH_KRATOS_PUBLIC_URL
		HASH_OTLP_ENDPOINT
		HASH_REDIS_ENCRYPTED_TRANSIT
		HASH_TEMPORAL_SERVER_HOST HASH_TEMPORAL_SERVER_PORT
		HASH_VAULT_HOST HASH_VAULT_MOUNT_PATH HASH_VAULT_PORT HASH_VAULT_ROOT_TOKEN
		INTERNAL_API_KEY
		SELFSERVICE_FLOWS_REGISTRATION_AFTER_OIDC_HOOKS_0_CONFIG_AUTH_CONFIG_VALUE SELFSERVICE_FLOWS_REGISTRATION_AFTER_OIDC_HOOKS_0_CONFIG_URL
	`)
	if d := cmp.Diff(wantOriginal, without(original, current)); d != "" {
		t.Errorf("original (-want +got):\n%s", d)
	}
	if d := cmp.Diff(wantCurrent, without(current, original)); d != "" {
		t.Errorf("current (-want +got):\n%s", d)
	}
}

// variableNames gives those of all containers, sorted.
func variableNames(t *testing.T, r *release) []string {
	t.Helper()
	all := map[string]bool{}
	for _, got := range variables(t, r) {
		for name := range got {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return slices.Contains(other, name) })
}

// TestEraClients wants the renamed variables to lead to the same place.
func TestEraClients(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		graph, kratos := "HASH_GRAPH_API", "ORY_KRATOS"
		if !r.original() {
			graph, kratos = "HASH_GRAPH_HTTP", "HASH_KRATOS"
		}
		wantVariables(t, r, map[string]string{
			"graph/graph " + graph + "_PORT":    "4000",
			"api/api " + graph + "_HOST":        "hash-graph",
			"api/api " + graph + "_PORT":        "4000",
			"api/api " + kratos + "_PUBLIC_URL": "http://hash-kratos:4433",
			"api/api " + kratos + "_ADMIN_URL":  "http://hash-kratos-admin:4434",
		})
		got := variables(t, r)
		// Today's frontend asks the api in place of kratos.
		if _, has := got["frontend/frontend"][kratos+"_PUBLIC_URL"]; has != r.original() {
			t.Errorf("the frontend knows kratos: %t", has)
		}
		for name, got := range got {
			if _, has := got[kratos+"_ADMIN_URL"]; has && !strings.HasPrefix(name, "api") {
				t.Errorf("%s knows kratos' admin port", name)
			}
		}
	})
}

// TestImages has what runs, and with which arguments.
func TestImages(t *testing.T) {
	t.Parallel()
	const built = "hash-registry.localhost:5000/hash/"
	original := func(registry, tag string) map[string]string {
		return map[string]string{
			"graph/graph":            registry + "hash-graph-prod:" + tag,
			"graph-migrate/migrate":  registry + "hash-graph-migrate-prod:" + tag,
			"api/api":                registry + "hash-api-prod:" + tag,
			"kratos/kratos":          registry + "kratos-prod:" + tag + " serve --watch-courier",
			"kratos-migrate/migrate": registry + "kratos-prod:" + tag + " migrate sql -e --yes",
			"frontend/frontend":      registry + "hash-frontend-prod:" + tag,
		}
	}
	local := original(built, "local")
	staging := original("registry.hash.example/hash/", "0.1.0")
	production := maps.Clone(staging)
	production["kratos/kratos"] = "registry.hash.example/hash/kratos-prod:0.1.0 serve"
	want := map[string]map[string]string{
		"local": local, "staging": staging, "production": production,
		"current": {
			"graph/graph":            "ghcr.io/hashintel/hash/graph:main server",
			"graph-migrate/migrate":  "ghcr.io/hashintel/hash/graph:main migrate",
			"api/api":                "ghcr.io/hashintel/hash/api:main",
			"api-migrate/migrate":    "ghcr.io/hashintel/hash/api:main start:migrate",
			"kratos/kratos":          local["kratos/kratos"],
			"kratos-migrate/migrate": local["kratos-migrate/migrate"],
			"frontend/frontend":      "ghcr.io/hashintel/hash/frontend:main",
		},
	}
	each(t, func(t *testing.T, r *release) {
		got := map[string]string{}
		for _, p := range pods(t, r) {
			for _, c := range p.containers() {
				if _, ours := want[r.environment.Name][p.component()+"/"+c.Name]; ours || c.Name == "migrate" {
					got[p.component()+"/"+c.Name] = strings.Join(append([]string{c.Image}, c.Args...), " ")
				}
			}
		}
		if d := cmp.Diff(want[r.environment.Name], got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// TestDataDirectory wants the database's files on its volume, below the mount: PostgreSQL 18 moved them,
// and the volume's root may hold lost+found.
func TestDataDirectory(t *testing.T) {
	t.Parallel()
	for environment, want := range map[string]struct{ mount, data string }{
		"local":   {"/var/lib/postgresql/data", "/var/lib/postgresql/data/pgdata"},
		"current": {"/var/lib/postgresql", "/var/lib/postgresql/18/docker"},
	} {
		r := render(t, environment)
		if got := variables(t, r)["postgres/postgres"]["PGDATA"]; got != want.data || !strings.HasPrefix(got, want.mount+"/") {
			t.Errorf("%s: PGDATA is %q, not %q", environment, got, want.data)
		}
		mounts := map[string]string{}
		for _, m := range podOf(t, r, "postgres").container(t, "postgres").VolumeMounts {
			mounts[m.Name] = m.MountPath
		}
		if mounts["data"] != want.mount {
			t.Errorf("%s: the volume is at %q, not %q", environment, mounts["data"], want.mount)
		}
	}
}

// TestExternalServicesOff wants no variable of a service that is not there.
func TestExternalServicesOff(t *testing.T) {
	t.Parallel()
	r := render(t, "current", "temporal.host=", "vault.host=", "otlp.endpoint=", "api.uploads.endpoint=", "api.uploads.accessKeys=false")
	for _, name := range variableNames(t, r) {
		for _, prefix := range []string{"HASH_TEMPORAL", "HASH_VAULT", "HASH_OTLP", "AWS_S3_UPLOADS_ENDPOINT", "AWS_S3_UPLOADS_ACCESS", "AWS_S3_UPLOADS_SECRET"} {
			if strings.HasPrefix(name, prefix) {
				t.Errorf("there is %s", name)
			}
		}
	}
}
