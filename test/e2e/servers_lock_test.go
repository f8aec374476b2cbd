package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// lock is a running lock.sh and the folder where it says that it has the lock.
type lock struct {
	*process
	dir string
}

func (m *migration) startLock(t *testing.T) lock {
	t.Helper()
	dir := scratch(t)
	writeFile(t, filepath.Join(dir, "held"), "stale")
	return lock{m.start(t, "lock", "LOCK_DIRECTORY="+dir), dir}
}

// held tells whether the startup probe of the chart would pass.
func (l lock) held() bool {
	text, err := os.ReadFile(filepath.Join(l.dir, "held"))
	return err == nil && len(text) == 0
}

func (l lock) waitHeld(t *testing.T) {
	t.Helper()
	eventually(t, "the lock is held", l.held)
}

// testLock holds that the second waits until the first has ended, in whatever way.
func (m *migration) testLock(t *testing.T) {
	database := m.env["lock"].get("PGDATABASE")
	for name, end := range map[string]func(t *testing.T, first lock){
		"asked to stop": func(t *testing.T, first lock) {
			first.signal(t, syscall.SIGTERM)
			first.succeeds(t)
		},
		"killed": func(_ *testing.T, first lock) { first.kill() },
		"session lost": func(t *testing.T, first lock) {
			m.db.superuser(t, database, `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON database = pg_database.oid
				WHERE locktype = 'advisory' AND granted AND datname = current_database()`)
			if err := first.wait(t); err == nil {
				t.Error("it ended as if all were well")
			}
			first.says(t, "the session that held the lock broke")
			if first.held() {
				t.Error("it still says that it has the lock")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			first := m.startLock(t)
			first.waitHeld(t)
			second := m.startLock(t)
			second.says(t, "another migration of "+m.component+" runs")
			m.testIndex(t, database)
			if second.held() || !first.held() {
				t.Error("the second did not wait")
			}
			end(t, first)
			second.waitHeld(t)
		})
	}
}

// testIndex holds that who waits for the lock does not stop the migration that has it: CREATE INDEX
// CONCURRENTLY waits for every older snapshot.
func (m *migration) testIndex(t *testing.T, database string) {
	m.db.superuser(t, database, "CREATE INDEX CONCURRENTLY ON things (note)")
}

// testJobs holds that of two Jobs that start together, one migrates after the other.
func (m *migration) testJobs(t *testing.T) {
	waiting := []lock{m.startLock(t), m.startLock(t)}
	for len(waiting) > 0 {
		next := -1
		eventually(t, "one of the Jobs has the lock", func() bool {
			next = slices.IndexFunc(waiting, lock.held)
			return next >= 0
		})
		migrating := waiting[next]
		waiting = slices.Delete(waiting, next, next+1)
		// As long as a migration takes, the other one may come at any time.
		for range 10 {
			time.Sleep(50 * time.Millisecond)
			if slices.ContainsFunc(waiting, lock.held) {
				t.Fatal("two migrations run at once")
			}
		}
		m.start(t, "record").succeeds(t)
		migrating.signal(t, syscall.SIGTERM)
		migrating.succeeds(t)
		if migrating.held() {
			t.Error("it still says that it has the lock")
		}
	}
}
