package chart_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/finding"
)

// stores are the components that the addresses of stores decide about, and the objects of each.
var stores = map[string][]string{
	"postgres":      {"ConfigMap hash-db-files", "Service hash-db", "ServiceAccount hash-db", "StatefulSet hash-db"},
	"redis":         {"Deployment hash-redis", "Service hash-redis", "ServiceAccount hash-redis"},
	"opensearch":    {"Service hash-opensearch", "ServiceAccount hash-opensearch", "StatefulSet hash-opensearch"},
	"search-loader": {"Deployment hash-search-loader", "ServiceAccount hash-search-loader"},
}

// addresses say where the stores are.
type addresses struct{ postgres, redis, opensearch string }

// everywhere gives all combinations.
func everywhere() []addresses {
	var all []addresses
	for _, postgres := range []string{"hash-db", "postgres.example"} {
		for _, redis := range []string{"hash-redis", "redis.example"} {
			for _, opensearch := range []string{"", "hash-opensearch", "opensearch.example"} {
				all = append(all, addresses{postgres, redis, opensearch})
			}
		}
	}
	return all
}

func (a addresses) set() []string {
	return []string{
		"pg.host=" + a.postgres, "pg.sslMode=prefer", "redis.host=" + a.redis, "redis.searchQueueName=search",
		"opensearch.host=" + a.opensearch, "opensearch.https=false",
	}
}

// objects gives what the chart must have for the stores.
func (a addresses) objects() []string {
	var want []string
	for component, runs := range map[string]bool{
		"postgres":      a.postgres == "hash-db",
		"redis":         a.redis == "hash-redis",
		"opensearch":    a.opensearch == "hash-opensearch",
		"search-loader": a.opensearch != "",
	} {
		if runs {
			want = append(want, stores[component]...)
		}
	}
	slices.Sort(want)
	return want
}

// TestStores tries all addresses in all environments: a store runs in the cluster by its fixed name, and
// only then.
func TestStores(t *testing.T) {
	t.Parallel()
	for _, environment := range project(t).Environments {
		for _, a := range everywhere() {
			if environment.Name == "current" && a.opensearch != "" {
				continue // the chart refuses it
			}
			t.Run(fmt.Sprint(environment.Name, a), func(t *testing.T) {
				t.Parallel()
				if d := cmp.Diff(a.objects(), storeObjects(template(t, environment.Name, a.set()...))); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
			})
		}
	}
}

// TestStoresElsewhere takes the stores out of every environment, and into it, and wants hash-post to take
// that: overlays and stanzas must not need what is not there.
func TestStoresElsewhere(t *testing.T) {
	t.Parallel()
	for name, set := range map[string][]string{
		"outside": {"pg.host=postgres.example", "redis.host=redis.example"},
		"inside":  {"pg.host=hash-db", "pg.sslMode=prefer", "redis.host=hash-redis", "opensearch.host=", "opensearch.https=false"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachWith(t, set, func(t *testing.T, r *release) {
				for _, f := range r.findings {
					// Production forbids it for reasons of its own.
					forbidden := f.Rule == "workload/replicas" || f.Rule == "image/registry"
					if f.Waiver == nil && f.Severity == finding.Error && !forbidden {
						t.Error(describe(f))
					}
				}
			})
		})
	}
}

// storeObjects gives what a release has of the stores. Policies of the network have a test of their own.
func storeObjects(r *release) []string {
	var found []string
	for resource := range r.resources.All() {
		id := resource.ID()
		if _, of := stores[resource.Labels()[componentLabel]]; of && id.Kind != "NetworkPolicy" {
			found = append(found, id.Kind+" "+id.Name)
		}
	}
	slices.Sort(found)
	return found
}

// TestSearchLoaderNeedsAQueue has the address of everything that the search-loader needs, but no queue.
func TestSearchLoaderNeedsAQueue(t *testing.T) {
	t.Parallel()
	r := template(t, "local", "opensearch.host=opensearch.example", "redis.searchQueueName=")
	if got := names(t, r, "Deployment"); slices.Contains(got, "hash-search-loader") {
		t.Errorf("the search-loader runs without a queue: %q", got)
	}
}

// TestStorePorts wants one value to set the port of the Service, of the server, and of its clients.
func TestStorePorts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value, service, component, client, variable string
		port                                        int
	}{
		{"", "hash-db", "postgres", "graph/graph", "HASH_GRAPH_PG_PORT", 5432},
		{"pg.port=6000", "hash-db", "postgres", "graph/graph", "HASH_GRAPH_PG_PORT", 6000},
		{"", "hash-redis", "redis", "api/api", "HASH_REDIS_PORT", 6379},
		{"redis.port=6001", "hash-redis", "redis", "api/api", "HASH_REDIS_PORT", 6001},
		{"opensearch.host=hash-opensearch", "hash-opensearch", "opensearch", "api/api", "HASH_OPENSEARCH_PORT", 9200},
	} {
		t.Run(c.service+" "+c.value, func(t *testing.T) {
			t.Parallel()
			var set []string
			if c.value != "" {
				set = []string{c.value}
			}
			r := render(t, "local", set...)
			want := fmt.Sprintf("%s:%d -> %s:%[2]d", c.service, c.port, c.component)
			if got := behind(t, r, c.service, func(servicePort) bool { return true }); got != want {
				t.Errorf("%s, not %s", got, want)
			}
			if got := variables(t, r)[c.client][c.variable]; got != strconv.Itoa(c.port) {
				t.Errorf("%s of %s is %q", c.variable, c.client, got)
			}
			if server := podOf(t, r, c.component).Spec.Containers[0]; len(server.Args) > 0 && !slices.Contains(server.Args, strconv.Itoa(c.port)) {
				t.Errorf("the server is started with %q", server.Args)
			}
		})
	}
}

// TestOpenSearchMemory wants a heap of half the memory: the rest is for files and threads.
func TestOpenSearchMemory(t *testing.T) {
	t.Parallel()
	r := render(t, "local", "opensearch.host=hash-opensearch")
	if got := podOf(t, r, "opensearch").container(t, "opensearch").Resources.Limits["memory"]; got != "2Gi" {
		t.Errorf("the memory is %s", got)
	}
	if got := variables(t, r)["opensearch/opensearch"]["OPENSEARCH_JAVA_OPTS"]; !strings.HasPrefix(got, "-Xms1g -Xmx1g ") {
		t.Errorf("the heap is %s", got)
	}
}

// TestExternalTLS wants encrypted connections to stores outside of the cluster, by programs that can.
func TestExternalTLS(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		want := map[string]string{"graph/wait PGSSLMODE": "prefer", "api/api HASH_OPENSEARCH_HTTPS_ENABLED": "", "api/api HASH_REDIS_ENCRYPTED_TRANSIT": ""}
		if r.external() {
			want["graph/wait PGSSLMODE"], want["api/api HASH_OPENSEARCH_HTTPS_ENABLED"] = "require", "1"
		}
		wantVariables(t, r, want)
	})
	t.Run("current, outside", func(t *testing.T) {
		t.Parallel()
		wantVariables(t, render(t, "current", "redis.host=redis.example", "redis.tls=true"), map[string]string{
			"api/api HASH_REDIS_HOST": "redis.example", "api/api HASH_REDIS_ENCRYPTED_TRANSIT": "true",
		})
	})
}
