package topology_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hashintel/helm-hash/internal/environ"
	"github.com/hashintel/helm-hash/internal/manifest"
	"github.com/hashintel/helm-hash/internal/topology"
)

// read gives the graph of manifests; what names no namespace is in shop.
func read(t testing.TB, manifests string, with topology.With) *topology.Graph {
	t.Helper()
	set, err := manifest.Read(strings.NewReader(manifests), "manifests")
	if err != nil {
		t.Fatal(err)
	}
	const namespace = "shop"
	return topology.Read(topology.Release{
		Set:       set,
		Kinds:     manifest.BuiltinKinds(),
		Namespace: namespace,
		Objects:   environ.Collect(set, namespace),
	}, with)
}

// arrows writes the edges that leave a workload called api: "to :port by".
func arrows(g *topology.Graph) []string {
	names := map[string]string{}
	for _, n := range g.Nodes {
		names[n.ID] = string(n.Role) + " " + n.Name
	}
	found := []string{}
	for _, e := range g.Edges {
		if names[e.From] != "workload api" {
			continue
		}
		arrow := names[e.To]
		for _, port := range e.Ports {
			arrow += fmt.Sprintf(" :%d", port)
		}
		arrow += " " + strings.Join(e.By, ",")
		if e.Init {
			arrow += " init"
		}
		found = append(found, strings.TrimSpace(arrow))
	}
	return found
}

// world is what the containers of the tests may call.
const world = `
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: cache}
spec: {selector: {app: cache}, clusterIP: None, ports: [{port: 6379}, {port: 9121, name: metrics}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: cache}
spec: {template: {metadata: {labels: {app: cache}}, spec: {containers: [{name: cache}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: mail, namespace: other}
spec: {selector: {app: mail}, ports: [{port: 25}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: own}
spec: {rules: [{host: www.own.example}, {host: "*.wild.example"}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {CACHE_URL: "redis://cache:6379/0"}
---
apiVersion: v1
kind: Secret
metadata: {name: secret}
stringData: {PASSWORD: "sesame", DSN: "postgres://api:sesame@db:5432/api"}
---
`

func container(fields string) string {
	return world + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {metadata: {labels: {app: api}}, spec: {" + fields + "}}}\n"
}

// A variable, or none, and the arrow that it makes.
func TestReadVariable(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ variable, value, want string }{
		"service":                            {"DATABASE", "x", ""},
		"service by name":                    {"DATABASE_HOST", "db", "workload db :5432 DATABASE_HOST"},
		"service in a name that says little": {"STORE", "db", "workload db :5432 STORE"},
		"service in capitals":                {"DATABASE_HOST", "DB", "workload db :5432 DATABASE_HOST"},
		"user of that name":                  {"DB_USER", "db", ""},
		"database of that name":              {"PGDATABASE", "db", ""},
		"host name is an address":            {"DB_HOSTNAME", "db", "workload db :5432 DB_HOSTNAME"},
		"service with port":                  {"DB", "db:5433", "workload db :5433 DB"},
		"service in a namespace":             {"DB_HOST", "db.shop", "workload db :5432 DB_HOST"},
		"service with svc":                   {"DB_HOST", "db.shop.svc", "workload db :5432 DB_HOST"},
		"service in full":                    {"DB_HOST", "db.shop.svc.cluster.local", "workload db :5432 DB_HOST"},
		"service with a last dot":            {"DB_HOST", "db.shop.svc.cluster.local.:5432", "workload db :5432 DB_HOST"},
		"URL":                                {"ANYTHING", "http://db", "workload db :5432 ANYTHING"},
		"URL with userinfo":                  {"DB", "postgres://us.er:pa:ss@db:5432/x", "workload db :5432 DB"},
		"URL of JDBC":                        {"DB", "jdbc:postgresql://db/x", "workload db :5432 DB"},
		"URL, port by scheme":                {"C", "redis://cache/0", "workload cache :6379 C"},
		"URL, port unknown":                  {"C", "http://cache", "workload cache C"},
		"URL with an unknown password":       {"DB", "postgres://api:$(PASSWORD)@db/x", "workload db :5432 DB"},
		"URL with an unknown port":           {"DB_HOST", "http://db:$(PASSWORD)", "workload db :5432 DB_HOST"},
		"URL with an unknown host":           {"DB_HOST", "http://$(PASSWORD)/db", ""},
		"URL with two hosts":                 {"DB", "mongodb://u:p@db:1,cache:2/x", "workload cache :2 DB; workload db :1 DB"},
		"list of URLs":                       {"PEERS", "http://db:1, http://cache:2", "workload cache :2 PEERS; workload db :1 PEERS"},
		"list with ports":                    {"PEERS", "db:1,cache:2", "workload cache :2 PEERS; workload db :1 PEERS"},
		"list of words":                      {"ENABLED", "db,cache", ""},
		"list of hosts":                      {"CACHE_HOSTS", "db cache", "workload cache CACHE_HOSTS; workload db :5432 CACHE_HOSTS"},
		"prose":                              {"NOTE", "the db: it is gone", ""},
		"another namespace":                  {"MAIL_HOST", "mail.other", "service mail :25 MAIL_HOST"},
		"name only in another namespace":     {"MAIL_HOST", "mail", ""},
		"not in the release":                 {"X", "gone.shop.svc:80", "service gone :80 X"},
		"not in the release's namespaces":    {"X", "http://otel.monitoring.svc.cluster.local:4317", "external otel.monitoring.svc :4317 X"},
		"pod behind a headless service":      {"C_HOST", "cache-0.cache", "workload cache C_HOST"},
		"pod in full":                        {"C_HOST", "cache-0.cache.shop.svc.cluster.local:6379", "workload cache :6379 C_HOST"},
		"pod behind no headless service":     {"D_HOST", "db-0.db.shop", "external db-0.db.shop D_HOST"},
		"service without workload":           {"N_HOST", "nobody", "service nobody :80 N_HOST"},
		"itself":                             {"API_URL", "http://api:80", ""},
		"external host":                      {"SMTP_HOST", "smtp.example.com", "external smtp.example.com SMTP_HOST"},
		"external host, numbered":            {"SMTP_HOST_2", "smtp.example.com", "external smtp.example.com SMTP_HOST_2"},
		"external host with port":            {"SMTP_ADDR", "smtp.example.com:587", "external smtp.example.com :587 SMTP_ADDR"},
		"external host in no address":        {"SMTP_NAME", "smtp.example.com", ""},
		"external URL":                       {"SENTRY_DSN", "https://key@sentry.example.com/1", "external sentry.example.com :443 SENTRY_DSN"},
		"external URL in no address":         {"SCHEMA", "https://schema.example.com/x", ""},
		"external URL of a store":            {"DB", "postgres://u:p@db.example.com/x", "external db.example.com :5432 DB"},
		"external URL of JDBC":               {"DB", "jdbc:postgresql://db.example.com/x", "external db.example.com :5432 DB"},
		"external IP":                        {"DB_HOST", "10.1.2.3", "external 10.1.2.3 DB_HOST"},
		"external IPv6":                      {"DB_URL", "http://[fd00::1]:80", "external fd00::1 :80 DB_URL"},
		"short host":                         {"DB_HOST", "elsewhere", ""},
		"version":                            {"API_SERVER", "1.2.3", ""},
		"e-mail":                             {"SUPPORT_ADDRESS", "help@example.com", ""},
		"e-mail domain":                      {"MAIL_DOMAIN", "example.com", ""},
		"mailto":                             {"SUPPORT_URL", "mailto:help@example.com", ""},
		"all addresses":                      {"LISTENER_HOST", "0.0.0.0", ""},
		"all addresses with port":            {"HOST", "0.0.0.0:80", ""},
		"all addresses of IPv6":              {"HOST", "::", ""},
		"all addresses of IPv6 with port":    {"HOST", "[::]:80", ""},
		"port alone":                         {"ADDR", ":8080", ""},
		"loopback":                           {"HOST", "127.0.0.53", ""},
		"localhost":                          {"API_URL", "http://localhost:80", ""},
		"below localhost":                    {"API_URL", "http://api.localhost:80", ""},
		"where it listens":                   {"BIND_HOST", "10.1.2.3", ""},
		"where it is reached":                {"API_URL", "https://www.own.example/api", ""},
		"where it is reached by wildcard":    {"API_URL", "https://a.wild.example", ""},
		"domain of cookies":                  {"COOKIE_URL", "own.example", ""},
		"domain of its hosts":                {"BASE_URL", "https://own.example", ""},
		"allowed, not called":                {"ALLOWED_HOSTS", "partner.example.com", ""},
		"not by proxy":                       {"NO_PROXY", "db", ""},
		"password that looks like an address": {
			"DB_URL", "postgres://us.er:123/4@db", "",
		},
		"not a port":             {"DB_HOST", "db:port", ""},
		"address of a service":   {"URL", "http://$(DB_SERVICE_HOST):$(DB_SERVICE_PORT)", "workload db :5432 URL"},
		"address of the cluster": {"URL", "https://$(KUBERNETES_SERVICE_HOST)", ""},
		"list with a bad URL":    {"DB", "http://db, http://", ""},
		"name without namespace": {"DB", "http://db.svc", ""},
		"two URLs in one":        {"DB", "http://db,cache,http://cache", ""},
		"port too large":         {"DB_HOST", "db:70000", ""},
		"path without URL":       {"IMAGE", "db:5432/x", ""},
		"file":                   {"CONFIG", "db.yaml", ""},
		"empty":                  {"DB_HOST", "", ""},
		"scheme alone":           {"DB_URL", "http://", ""},
		"bad scheme":             {"DB_URL", "a b://db", ""},
		"long label":             {"X_HOST", strings.Repeat("a", 64) + ".example", ""},
		"long host":              {"X_HOST", strings.Repeat("a.", 127) + "example", ""},
		"bad brackets":           {"X_HOST", "[db]:80", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			password := `{name: PASSWORD, valueFrom: {secretKeyRef: {name: secret, key: PASSWORD}}}`
			g := read(t, container(fmt.Sprintf("containers: [{name: api, env: [%s, {name: %s, value: %q}]}]", password, test.variable, test.value)), topology.With{})
			if got := strings.Join(arrows(g), "; "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Where else than in a literal variable an address may stand.
func TestReadContainer(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fields string
		want   []string
	}{
		"nothing": {"containers: [{name: api}]", nil},
		"variable of a ConfigMap": {
			"containers: [{name: api, env: [{name: URL, valueFrom: {configMapKeyRef: {name: settings, key: CACHE_URL}}}]}]",
			[]string{"workload cache :6379 URL"},
		},
		"all of a ConfigMap": {
			"containers: [{name: api, envFrom: [{configMapRef: {name: settings}, prefix: P_}]}]",
			[]string{"workload cache :6379 P_CACHE_URL"},
		},
		"overwritten variable": {
			"containers: [{name: api, envFrom: [{configMapRef: {name: settings}}], env: [{name: CACHE_URL, value: none}]}]", nil,
		},
		"unset variable": {
			"containers: [{name: api, env: [{name: URL, valueFrom: {configMapKeyRef: {name: gone, key: URL, optional: true}}}]}]", nil,
		},
		"Secret in the release": {
			"containers: [{name: api, envFrom: [{secretRef: {name: secret}}]}]", nil,
		},
		"variable made of others": {
			"containers: [{name: api, env: [{name: H, value: db}, {name: H_USER, value: db}, {name: URL, value: 'http://$(H):$(P)'}, {name: X, value: 'http://$$(H)'}]}]",
			[]string{"workload db :5432 H"},
		},
		"port beside the host": {
			"containers: [{name: api, env: [{name: PGHOST, value: pg.example.com}, {name: PGPORT, value: '6432'}]}]",
			[]string{"external pg.example.com :6432 PGHOST"},
		},
		"port beside the server": {
			"containers: [{name: api, env: [{name: A_SERVER, value: a.example.com}, {name: A_PORT, value: '99'}, {name: B.host, value: b.example.com}, {name: B.port, value: x}]}]",
			[]string{"external a.example.com :99 A_SERVER", "external b.example.com B.host"},
		},
		"port beside a host that is a URL": {
			"containers: [{name: api, env: [{name: T_HOST, value: 'http://t.example.com'}, {name: T_PORT, value: '7233'}]}]",
			[]string{"external t.example.com :7233 T_HOST"},
		},
		"port beside a URL is its own": {
			"containers: [{name: api, env: [{name: T_URL, value: 'http://t.example.com'}, {name: T_PORT, value: '8080'}]}]",
			[]string{"external t.example.com :80 T_URL"},
		},
		"init container": {
			"initContainers: [{name: wait, env: [{name: DB_HOST, value: db}, {name: CACHE_HOST, value: cache}]}], containers: [{name: api, env: [{name: DB_HOST, value: db}]}]",
			[]string{"workload cache CACHE_HOST init", "workload db :5432 DB_HOST"},
		},
		"ephemeral container": {
			"containers: [{name: api}], ephemeralContainers: [{name: debug, env: [{name: DB_HOST, value: db}]}]", nil,
		},
		"arguments": {
			"containers: [{name: api, command: [run, 'db:5432'], args: [--cache-host, cache, '--smtp-url=smtp://smtp.example.com:25', --name=db, --db, db]}]",
			[]string{"workload cache --cache-host", "workload db :5432 arguments", "external smtp.example.com :25 --smtp-url"},
		},
		"argument made of variables": {
			"containers: [{name: api, args: ['--db=$(H):$(P)'], env: [{name: H, value: db}, {name: P, value: '1'}]}]",
			[]string{"workload db :1 :5432 --db,H"},
		},
		"argument that is a word": {
			"containers: [{name: api, command: [db], args: [cache, serve]}]", nil,
		},
		"argument where it listens": {
			"containers: [{name: api, args: ['--listen=db:80', --bind-address, '10.1.2.3']}]", nil,
		},
		"script": {
			`containers: [{name: api, args: [sh, -c, 'until nc -z db 5432 && redis-cli -h cache; do wget "http://nobody/x"; wget https://get.example.com; done']}]`,
			[]string{"service nobody :80 arguments", "workload cache -h", "workload db :5432 arguments"},
		},
		"not a string": {"containers: [{name: api, args: [1], env: [{name: DB_HOST, value: 1}, x]}, 7]", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := arrows(read(t, container(test.fields), topology.With{}))
			if diff := cmp.Diff(append([]string{}, test.want...), got); diff != "" {
				t.Errorf("arrows (-want +got):\n%s", diff)
			}
		})
	}
}

// However it is written, no more of an address than host and port is in any picture.
func TestReadNeverKeepsValues(t *testing.T) {
	t.Parallel()
	g := read(t, container(`containers: [{name: api, args: ["--url=http://user:sesame@db/sesame", "sesame"], env: [
		{name: A, value: "postgres://user:sesame@db:5432/sesame?password=sesame#sesame"},
		{name: B_URL, value: "https://sesame@api.example.com/sesame"},
		{name: C_URL, value: "https://user.sesame:12/34@api.example.com"},
		{name: D_URL, value: "redis://sesame:1,2@cache.example.com:6379"}]}]`), topology.With{Secrets: true, ConfigMaps: true})
	p := topology.Picture{Environment: "local", Graph: g}
	for name, text := range written(t, p) {
		if strings.Contains(text, "sesame") {
			t.Errorf("%s holds the password:\n%s", name, text)
		}
		if !strings.Contains(text, "cache.example.com") {
			t.Errorf("%s lacks the host behind a password with a comma", name)
		}
	}
}

// Names that older versions of Kubernetes refuse in env are no reason to lose arguments.
func TestReadArgumentsInEveryVersion(t *testing.T) {
	t.Parallel()
	set, err := manifest.Read(strings.NewReader(container("containers: [{name: api, args: ['--db=$(H):1'], env: [{name: H, value: db}]}]")), "manifests")
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"", "1.28", "1.31", "1.34"} {
		objects := environ.Collect(set, "shop")
		objects.KubeVersion = version
		g := topology.Read(topology.Release{Set: set, Kinds: manifest.BuiltinKinds(), Namespace: "shop", Objects: objects}, topology.With{})
		if diff := cmp.Diff([]string{"workload db :1 :5432 --db,H"}, arrows(g)); diff != "" {
			t.Errorf("Kubernetes %s (-want +got):\n%s", version, diff)
		}
	}
}
