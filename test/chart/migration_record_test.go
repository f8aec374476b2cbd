package chart_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// waiting are the components whose servers wait for a migration, and for which.
func waiting(r *release) map[string]string {
	want := map[string]string{}
	for _, component := range migrations(r) {
		want[component] = component
	}
	if r.environment.Name == "production" {
		want["kratos-courier"] = "kratos"
	}
	return want
}

// TestMigrationRecord wants servers to wait for exactly what their Job records, in one database, as the
// user who may read it.
func TestMigrationRecord(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		got := variables(t, r)
		for component, migrated := range waiting(r) {
			waited := podOf(t, r, component).container(t, "wait").Args
			recorded := podOf(t, r, migrated+"-migrate").container(t, "record").Args
			server, job := got[component+"/wait"], got[migrated+"-migrate/record"]
			want := []string{migrated, waited[1], server["PGUSER"]}
			if d := cmp.Diff(want, recorded); d != "" || len(waited) != 2 || waited[0] != migrated {
				t.Errorf("%s waits for %q; of the record (-want +got):\n%s", component, waited, d)
			}
			for _, variable := range []string{"PGHOST", "PGPORT", "PGDATABASE"} {
				if server[variable] != job[variable] {
					t.Errorf("%s of %s is %q, of the record %q", variable, component, server[variable], job[variable])
				}
			}
		}
	})
}

// TestMigrationWait wants all servers on a database to wait, and no others.
func TestMigrationWait(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		var got []string
		for _, p := range pods(t, r) {
			if slices.Contains(containerNames(p.Spec.InitContainers), "wait") {
				got = append(got, p.component())
			}
		}
		slices.Sort(got)
		if d := cmp.Diff(slices.Sorted(maps.Keys(waiting(r))), got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// TestMigrationPsql wants what runs psql to know where, as whom, and with what.
func TestMigrationPsql(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		superuser := "postgres"
		if r.external() {
			superuser = "hash_admin"
		}
		found := 0
		for name, got := range variables(t, r) {
			component, c, _ := strings.Cut(name, "/")
			if c != "lock" && c != "record" && c != "wait" {
				continue
			}
			found++
			owner := strings.TrimSuffix(strings.TrimSuffix(component, "-migrate"), "-courier")
			if owner == "api" {
				owner = "graph" // what it makes is in the graph's database
			}
			want := map[string]string{
				"PGDATABASE": owner, "PGUSER": owner, "PGPASSWORD": "<Secret hash-postgres/" + owner + "-password>",
				"PGHOST": got["PGHOST"], "PGPORT": "5432", "PGSSLMODE": got["PGSSLMODE"],
			}
			if c != "wait" {
				want["PGUSER"], want["PGPASSWORD"] = superuser, "<Secret hash-postgres/superuser-password>"
			}
			if d := cmp.Diff(want, got); d != "" || got["PGHOST"] == "" {
				t.Errorf("%s (-want +got):\n%s", name, d)
			}
		}
		if want := 2*len(migrations(r)) + len(waiting(r)); found != want {
			t.Errorf("%d containers run psql, not %d", found, want)
		}
	})
}

// TestSuperuser wants its password, and DSNs that hold it, in Jobs and the database alone.
func TestSuperuser(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, r *release) {
		for name, got := range variables(t, r) {
			component, _, _ := strings.Cut(name, "/")
			if strings.HasSuffix(component, "-migrate") || component == "postgres" {
				continue
			}
			for variable, value := range got {
				if strings.Contains(value, "superuser-password") || strings.Contains(value, "migration-dsn") {
					t.Errorf("%s of %s is %s", variable, name, value)
				}
			}
		}
	})
}
