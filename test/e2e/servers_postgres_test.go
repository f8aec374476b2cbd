package e2e

import (
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// database is a running PostgreSQL.
type database struct {
	process *process
	dir     string // of its socket and of the chart's files
	port    string
	env     environment // of the chart's container
}

// testPostgres starts PostgreSQL with the chart's files and does with it what the chart does.
func testPostgres(t *testing.T, local release, port string) {
	db := startPostgres(t, local, port)
	dash, busybox := shells(t)
	t.Run("settings", func(t *testing.T) { testSettings(t, db) })
	t.Run("tenants", func(t *testing.T) {
		db.initTenants(t, busybox, db.env)
		testTenants(t, db, db.env)
	})
	t.Run("odd names", func(t *testing.T) {
		db.superuser(t, "postgres", `CREATE DATABASE "Main=""DB"""`)
		env := db.env.with(oddNames()...)
		db.initTenants(t, dash, env)
		testTenants(t, db, env)
	})
	t.Run("refused", func(t *testing.T) { testRefusedTenants(t, db, busybox) })
	t.Run("migrations", func(t *testing.T) { testMigrations(t, local, db, dash, busybox) })
	noSecrets(t, db.process.output(t))
}

// startPostgres makes a data directory and starts the server, as the image's entrypoint does.
func startPostgres(t *testing.T, local release, port string) *database {
	t.Helper()
	db := &database{dir: scratch(t), port: port}
	files := get[configMap](t, local, "ConfigMap/hash-db-files").Data
	for _, name := range []string{"postgresql.conf", "init-tenants.sh"} {
		writeFile(t, filepath.Join(db.dir, name), files[name])
	}
	server := local.container(t, "StatefulSet/hash-db", "postgres")
	db.env = local.environment(t, server)

	data := scratch(t)
	password := filepath.Join(db.dir, "password")
	writeFile(t, password, db.env.get("POSTGRES_PASSWORD")+"\n")
	account := unprivileged(t, "postgres", db.dir, data)
	initdb := exec.Command(program("initdb"), "--pgdata", data, "--username", db.env.get("POSTGRES_USER"), "--pwfile", password,
		"--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-sync")
	initdb.SysProcAttr = account
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}

	var args []string
	for _, arg := range server.Args {
		args = append(args, strings.ReplaceAll(arg, "/etc/postgresql/", db.dir+"/"))
	}
	cmd := exec.Command(program("postgres"), append(args, "-D", data, "-c", "fsync=off",
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="+db.dir)...)
	cmd.SysProcAttr = account
	db.process = start(t, cmd)
	t.Cleanup(func() {
		// Fast shutdown: it also takes its shared memory away.
		db.process.signal(t, syscall.SIGINT)
		_ = db.process.wait(t)
	})
	db.process.listening(t, net.JoinHostPort("127.0.0.1", port))
	return db
}

// initTenants runs the chart's script, as the image's entrypoint does.
func (db *database) initTenants(t *testing.T, sh shell, env environment) {
	t.Helper()
	out, err := db.tryInitTenants(t, sh, env)
	if err != nil || out != "" {
		t.Fatalf("init-tenants.sh: %v\n%s", err, out)
	}
}

func (db *database) tryInitTenants(t *testing.T, sh shell, env environment) (string, error) {
	t.Helper()
	// The entrypoint's server has no TCP, and the socket where psql looks for it.
	env = env.with("PGHOST="+db.dir, "PGPORT="+db.port)
	out, err := sh.command(t, env, filepath.Join(db.dir, "init-tenants.sh")).CombinedOutput()
	noSecrets(t, string(out))
	return string(out), err
}

// query runs SQL over TCP with a password.
func (db *database) query(t *testing.T, user, password, name, sql string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program("psql"), "--no-psqlrc", "--no-password", "--tuples-only", "--no-align", "--command", sql)
	cmd.Env = []string{
		"PGHOST=127.0.0.1", "PGPORT=" + db.port, "PGDATABASE=" + name,
		"PGUSER=" + user, "PGPASSWORD=" + password, "PGOPTIONS=-c statement_timeout=20s",
	}
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// superuser runs SQL that must succeed, and gives its output.
func (db *database) superuser(t *testing.T, name, sql string) string {
	t.Helper()
	out, err := db.query(t, db.env.get("POSTGRES_USER"), db.env.get("POSTGRES_PASSWORD"), name, sql)
	if err != nil {
		t.Fatalf("%s: %v\n%s", sql, err, out)
	}
	return out
}

// testSettings holds that the server runs with the chart's file. It would not run with one that is wrong.
func testSettings(t *testing.T, db *database) {
	for name, want := range map[string]string{
		"max_connections":        "300",
		"wal_level":              "logical",
		"max_wal_senders":        "2",
		"max_replication_slots":  "2",
		"max_slot_wal_keep_size": "512MB",
		"log_min_messages":       "warning",
		"password_encryption":    "scram-sha-256",
	} {
		if got := db.superuser(t, "postgres", "SHOW "+name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	listen := "SELECT setting FROM pg_file_settings WHERE name = 'listen_addresses'"
	if got := db.superuser(t, "postgres", listen); got != "*" {
		t.Errorf("listen_addresses is %s in the file, want *", got)
	}
}

// oddNames are allowed by PostgreSQL, and each would break a script that pastes text together.
func oddNames() []string {
	return []string{
		`POSTGRES_DB=Main="DB"`,
		`HASH_GRAPH_PG_USER=Graph-"User"`, `HASH_GRAPH_PG_DATABASE=-graph 'db'`,
		`HASH_KRATOS_PG_USER=$(kratos)`, `HASH_KRATOS_PG_DATABASE=postgres://kratos`,
		`HASH_REALTIME_PG_USER=real\time`,
	}
}

// testRefusedTenants holds that a run that cannot do its work fails, and that nothing shows a password
// then, the server's log neither.
func testRefusedTenants(t *testing.T, db *database, sh shell) {
	for _, c := range []struct{ name, want string }{
		{"HASH_GRAPH_PG_USER=postgres", "the name postgres is given twice: pg.user, graph.pg.user, kratos.pg.user and realtime.pg.user must differ"},
		{"HASH_KRATOS_PG_USER=realtime", "the name realtime is given twice: pg.user,"},
		{"HASH_KRATOS_PG_DATABASE=graph", "the name graph is given twice: pg.database, graph.pg.database and kratos.pg.database must differ"},
		{"HASH_GRAPH_PG_USER=", "zero-length delimited identifier"}, // psql shows the place of such an error
		{"HASH_GRAPH_PG_PASSWORD=", "HASH_GRAPH_PG_PASSWORD"},
		{"HASH_REALTIME_PG_USER=other", `role "graph" already exists`}, // a second run
	} {
		out, err := db.tryInitTenants(t, sh, db.env.with(c.name))
		if err == nil || !strings.Contains(out, c.want) {
			t.Errorf("%s: %v, %q; want an error that says %q", c.name, err, out, c.want)
		}
	}
	if log := db.process.output(t); !strings.Contains(log, `role "graph" already exists`) {
		t.Errorf("the server's log has no trace of the second run:\n%s", log)
	}
	noSecrets(t, db.process.output(t))
}
