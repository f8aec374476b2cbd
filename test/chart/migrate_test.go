package chart_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/hashintel/helm-hash/internal/chart"
	"github.com/hashintel/helm-hash/internal/golden"
)

const (
	pocValues   = "testdata/poc/values.yaml"
	pocKept     = "testdata/poc/kept.yaml" // with other values
	pocMessages = "testdata/poc/messages.txt"
)

// TestMigrateRefused gives the proof of concept's whole values file. What Helm says is a list of what to
// change in it, and no more than that.
func TestMigrateRefused(t *testing.T) {
	t.Parallel()
	var told []string
	for line := range strings.Lines(refusal(t, chart.Values{Files: []string{pocValues}})) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "- ")
		if !strings.HasSuffix(line, "validation failed") { // the heading of more lines
			told = append(told, line)
		}
	}
	slices.Sort(told)
	golden.File(t, pocMessages, strings.Join(told, "\n")+"\n")
	for _, line := range told {
		if !strings.Contains(line, "value must be 'left out: ") {
			t.Errorf("it does not say where the key went: %s", line)
		}
	}
	keys, kept := leaves(t, pocValues), leaves(t, pocKept)
	for key := range kept {
		if _, known := keys[key]; !known {
			t.Errorf("%s: the proof of concept had no %s", pocKept, key)
		}
	}
	for key := range keys {
		_, stays := kept[key]
		if goes := slices.ContainsFunc(told, func(line string) bool { return covers(line, key) }); goes == stays {
			t.Errorf("%s: refused %v, kept %v", key, goes, stays)
		}
	}
}

// covers reports whether a message is about a key, or about all that the key is in.
func covers(message, key string) bool {
	path, _, _ := strings.Cut(strings.TrimPrefix(message, "at '/"), "'")
	refused := strings.ReplaceAll(path, "/", ".")
	return key == refused || strings.HasPrefix(key, refused+".")
}

// leaves gives the values of a file by their keys, as in graph.pg.user.
func leaves(t *testing.T, file string) map[string]string {
	t.Helper()
	var values map[string]any
	if err := yaml.Unmarshal(read(t, file), &values); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	var collect func(prefix string, value any)
	collect = func(prefix string, value any) {
		inner, isMap := value.(map[string]any)
		if !isMap {
			found[strings.TrimSuffix(prefix, ".")] = fmt.Sprint(value)
		}
		for key, value := range inner {
			collect(prefix+key+".", value)
		}
	}
	collect("", values)
	return found
}

// TestMigratePage wants every key of the proof of concept on the page, and the command of every key of
// a Secret that took the place of a password.
func TestMigratePage(t *testing.T) {
	t.Parallel()
	page := string(read(t, "../../docs/migrate.md"))
	for _, key := range slices.Sorted(maps.Keys(leaves(t, pocValues))) {
		if !strings.Contains(page, "| `"+key+"`") && !strings.Contains(page, ", `"+key+"`") {
			t.Errorf("docs/migrate.md has no row for %s", key)
		}
	}
	for line := range strings.Lines(string(read(t, pocMessages))) {
		_, where, inSecret := strings.Cut(strings.TrimSpace(line), "it is the key ")
		if !inSecret {
			continue
		}
		key, secret, _ := strings.Cut(strings.TrimSuffix(where, "'"), " of the Secret ")
		if want := fmt.Sprintf("`%s`, key `%s`", secret, key); !strings.Contains(page, want) {
			t.Errorf("docs/migrate.md does not say %s", want)
		}
	}
}

// TestMigrateKept gives the keys that still make sense, and looks for what each of them sets.
func TestMigrateKept(t *testing.T) {
	t.Parallel()
	got := settings(t, renderKept(t))
	for key, value := range leaves(t, pocKept) {
		places := effects[key]
		if len(places) == 0 {
			t.Errorf("say what %s sets", key)
		}
		for _, place := range places {
			if !strings.Contains(got[place], value) {
				t.Errorf("%s: %s is %q, not %q", key, place, got[place], value)
			}
		}
	}
}

// TestMigrateKeptStores wants the external stores in place of those in the cluster.
func TestMigrateKeptStores(t *testing.T) {
	t.Parallel()
	for _, p := range pods(t, renderKept(t)) {
		if component := p.component(); component == "postgres" || component == "redis" {
			t.Errorf("%s runs beside the external one", p.workload)
		}
	}
}

// settings gives what values turn into: variables and images of containers, and routes.
func settings(t *testing.T, r *release) map[string]string {
	t.Helper()
	all := map[string]string{}
	for container, got := range variables(t, r) {
		for name, value := range got {
			all[container+" "+name] = value
		}
	}
	for _, p := range pods(t, r) {
		for _, c := range p.containers() {
			all[p.component()+"/"+c.Name+" image"] = c.Image
		}
	}
	for _, route := range ingressRoutes(t, r) { // such as api.hash.localhost/ -> hash-api:5001 -> api:5001
		steps := strings.Split(route, " -> ")
		service, port, _ := strings.Cut(steps[1], ":")
		all["host of "+service], all["port of "+service], all["port behind "+service] = steps[0], port, steps[2]
	}
	return all
}

// effects says where the value of a key turns up.
var effects = map[string][]string{
	"pg.host":                       {"graph/graph HASH_GRAPH_PG_HOST", "graph-migrate/migrate HASH_GRAPH_PG_HOST", "kratos/wait PGHOST"},
	"pg.port":                       {"graph/graph HASH_GRAPH_PG_PORT", "kratos-migrate/record PGPORT"},
	"pg.user":                       {"graph-migrate/migrate HASH_GRAPH_PG_USER", "kratos-migrate/record PGUSER"},
	"pg.database":                   {"search-loader/search-loader HASH_PG_DATABASE"},
	"pg.image":                      {"graph/wait image", "kratos-migrate/lock image"},
	"redis.host":                    {"api/api HASH_REDIS_HOST"},
	"redis.port":                    {"api/api HASH_REDIS_PORT"},
	"redis.searchQueueName":         {"search-loader/search-loader HASH_SEARCH_QUEUE_NAME"},
	"redis.collabQueueName":         {"api/api HASH_COLLAB_QUEUE_NAME"},
	"systemAccount.name":            {"api/api SYSTEM_ACCOUNT_NAME"},
	"systemAccount.shortname":       {"api/api SYSTEM_ACCOUNT_SHORTNAME"},
	"systemAccount.emailAddress":    {"api/api SYSTEM_EMAIL_ADDRESS", "kratos/kratos COURIER_SMTP_FROM_ADDRESS"},
	"systemAccount.emailSenderName": {"api/api SYSTEM_EMAIL_SENDER_NAME", "kratos/kratos COURIER_SMTP_FROM_NAME"},
	"realtime.pg.user":              {"search-loader/search-loader HASH_PG_USER"},
	"api.image":                     {"api/api image"},
	"graph.image":                   {"graph/graph image"},
	"graph.port":                    {"graph/graph HASH_GRAPH_API_PORT", "api/api HASH_GRAPH_API_PORT"},
	"graph.pg.database":             {"graph/graph HASH_GRAPH_PG_DATABASE", "graph/wait PGDATABASE"},
	"graph.pg.user":                 {"graph/graph HASH_GRAPH_PG_USER", "graph/wait PGUSER"},
	"kratos.image":                  {"kratos/kratos image", "kratos-migrate/migrate image"},
	"kratos.pg.database":            {"kratos/wait PGDATABASE", "kratos-migrate/record PGDATABASE"},
	"kratos.pg.user":                {"kratos/wait PGUSER"},
	"api.domain":                    {"host of hash-api", "api/api API_ORIGIN"},
	"kratos.domain":                 {"host of hash-kratos", "kratos/kratos SERVE_PUBLIC_BASE_URL"},
	"kratos.publicPort":             {"port of hash-kratos", "port behind hash-kratos", "api/api ORY_KRATOS_PUBLIC_URL"},
	"frontend.image":                {"frontend/frontend image"},
	"frontend.domain":               {"host of hash-frontend", "api/api FRONTEND_URL"},
	"frontend.port":                 {"port of hash-frontend", "port behind hash-frontend"},
}

// renderKept gives a release with those keys where the stores are external, and OpenSearch too, so that
// what reads for search runs.
func renderKept(t *testing.T) *release {
	t.Helper()
	r, err := renderChart(t.Context(), project(t), "staging", chart.Values{Files: []string{pocKept}, Set: []string{"domain=hash.localhost"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.install(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}
