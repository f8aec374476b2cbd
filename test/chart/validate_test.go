package chart_test

import (
	"strings"
	"testing"

	"github.com/hashintel/helm-hash/internal/chart"
)

// TestRefusedTogether has values that are right one by one, and wrong together.
func TestRefusedTogether(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ environment, set, want string }{
		{"current", "opensearch.host=opensearch.example", "opensearch.host: images of the"},
		{"local", "api.migrate.args={start:migrate}", "api.migrate.args: images of the"},
		{"current", "redis.tls=true", "redis.tls: the Redis of this chart"},
		{"staging", "redis.tls=true", "redis.tls: images of the"},
		{"local", "pg.sslMode=require", "pg.sslMode: the database of this chart"},
		{"local", "opensearch.host=hash-opensearch,opensearch.https=true", "opensearch.https: the OpenSearch of this chart"},
		{"local", "kratos.adminPort=4433", "kratos.adminPort: it must differ from kratos.publicPort"},
		{"local", "api.replicas=2", "api.uploads.provider: "},
		{"local", "api.autoscaling.enabled=true", "api.uploads.provider: "},
		{"production", "api.autoscaling.maxReplicas=2", "api.autoscaling: minReplicas"},
		{"production", "frontend.autoscaling.minReplicas=7", "frontend.autoscaling: minReplicas"},
		{"local", "api.domain=api.other.example", "api.domain: "},
		{"local", "kratos.domain=nothash.localhost", "kratos.domain: "},
		{"local", "api.domain=hash.localhost", "api: its host "},
		{"local", "graph.pg.user=kratos", "pg.user, graph.pg.user, kratos.pg.user, realtime.pg.user: "},
		{"local", "graph.pg.database=kratos", "pg.database, graph.pg.database, kratos.pg.database: "},
	} {
		t.Run(c.environment+" "+c.set, func(t *testing.T) {
			t.Parallel()
			_, err := renderChart(t.Context(), project(t), c.environment, chart.Values{Set: []string{c.set}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, not %q", err, c.want)
			}
		})
	}
}

// TestRefusedAtOnce wants a person to correct all mistakes in one go.
func TestRefusedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := renderChart(t.Context(), project(t), "local", chart.Values{Set: []string{"kratos.adminPort=4433", "api.replicas=2"}})
	if err == nil || !strings.Contains(err.Error(), "kratos.adminPort: ") || !strings.Contains(err.Error(), "api.uploads.provider: ") {
		t.Error(err)
	}
}
