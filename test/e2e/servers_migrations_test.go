package e2e

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// migration is the Job of a component and the server that waits for it: their containers that run the
// chart's scripts, by the script.
type migration struct {
	component  string
	shell      shell
	db         *database
	scripts    string // the folder
	containers map[string]container
	env        map[string]environment
}

// testMigrations runs the scripts under both shells, each with a component and so a tenant of its own.
func testMigrations(t *testing.T, local release, db *database, dash, busybox shell) {
	for component, sh := range map[string]shell{"graph": dash, "kratos": busybox} {
		m := newMigration(t, local, db, component, sh)
		t.Run(sh.name, func(t *testing.T) {
			t.Parallel()
			t.Run("record", m.testRecord)
			t.Run("tenant reads", m.testTenantReads)
			t.Run("reasons", m.testReasons)
			t.Run("lock", m.testLock)
			t.Run("jobs", m.testJobs)
			t.Run("peers", func(t *testing.T) { testPeers(t, local, sh) })
		})
	}
}

func newMigration(t *testing.T, local release, db *database, component string, sh shell) *migration {
	t.Helper()
	m := &migration{component, sh, db, scratch(t), map[string]container{}, map[string]environment{}}
	for name, text := range get[configMap](t, local, "ConfigMap/hash-scripts").Data {
		writeFile(t, filepath.Join(m.scripts, name), text)
	}
	for script, workload := range map[string]string{
		"lock":   "Job/hash-" + component,
		"record": "Job/hash-" + component,
		"wait":   "Deployment/hash-" + component,
	} {
		m.containers[script] = local.container(t, workload, script)
		m.env[script] = local.environment(t, m.containers[script])
	}
	return m
}

// start starts a container's script as the chart does; more variables replace the chart's.
func (m *migration) start(t *testing.T, script string, more ...string) *process {
	t.Helper()
	c := m.containers[script]
	if want := "sh /scripts/" + script + ".sh"; strings.Join(c.Command, " ") != want {
		t.Fatalf("the container runs %q, want %q", c.Command, want)
	}
	env := m.env[script].with("PGHOST=127.0.0.1").with(more...)
	p := start(t, m.shell.command(t, env, filepath.Join(m.scripts, script+".sh"), c.Args...))
	t.Cleanup(func() { noSecrets(t, p.output(t)) })
	return p
}

// testRecord holds that a server waits for the record of its revision, and for nothing afterwards.
func (m *migration) testRecord(t *testing.T) {
	revision := m.containers["wait"].Args[1]
	said := "waiting for migration " + revision + " of " + m.component +
		": kubectl logs -l app.kubernetes.io/component=" + m.component + "-migrate -c migrate\n"
	waiting := m.start(t, "wait")
	waiting.says(t, said)
	if !waiting.running() {
		t.Fatal("it did not wait")
	}
	m.start(t, "record").succeeds(t)
	waiting.succeeds(t)

	m.start(t, "record").succeeds(t) // a rollback makes the Job again
	waiting = m.start(t, "wait")
	waiting.succeeds(t)
	if out := waiting.output(t); out != "" {
		t.Errorf("it is recorded, and yet: %q", out)
	}

	// Another revision is another record.
	m.db.superuser(t, m.env["wait"].get("PGDATABASE"), "UPDATE hash_chart.migrations SET revision = 'earlier'")
	waiting = m.start(t, "wait")
	waiting.says(t, said)
	m.start(t, "record").succeeds(t)
	waiting.succeeds(t)
}

// testTenantReads holds that the server's user can read the record and not make one.
func (m *migration) testTenantReads(t *testing.T) {
	env := m.env["wait"]
	query := func(sql string) (string, error) {
		return m.db.query(t, env.get("PGUSER"), env.get("PGPASSWORD"), env.get("PGDATABASE"), sql)
	}
	if out, err := query("SELECT revision FROM hash_chart.migrations"); err != nil {
		t.Errorf("the tenant: %v\n%s", err, out)
	}
	for _, sql := range []string{
		"INSERT INTO hash_chart.migrations VALUES ('x', 'x')",
		"UPDATE hash_chart.migrations SET revision = 'x'",
		"DELETE FROM hash_chart.migrations",
	} {
		if out, err := query(sql); err == nil || !strings.Contains(out, "permission denied for table migrations") {
			t.Errorf("the tenant: %s: %v, %q", sql, err, out)
		}
	}
}

// testReasons holds that who waits says for what, and ends when told to.
func (m *migration) testReasons(t *testing.T) {
	closed := freePort(t)
	for _, script := range []string{"lock", "wait"} {
		p := m.start(t, script, "PGPORT="+closed, "LOCK_DIRECTORY="+scratch(t))
		p.says(t, "waiting for database "+m.component+" on 127.0.0.1:"+closed+": ")
		p.says(t, "Connection refused")
		p.signal(t, syscall.SIGTERM)
		_ = p.wait(t)

		p = m.start(t, script, "PGPASSWORD=wrong", "LOCK_DIRECTORY="+scratch(t))
		p.says(t, "password authentication failed")
		p.signal(t, syscall.SIGTERM)
		_ = p.wait(t)
	}
}
