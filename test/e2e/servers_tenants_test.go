package e2e

import (
	"strings"
	"testing"
)

// testTenants holds what each user may do, and what not, on tables that the superuser makes after the
// users were made.
func testTenants(t *testing.T, db *database, env environment) {
	main, graphDB, kratosDB := env.get("POSTGRES_DB"), env.get("HASH_GRAPH_PG_DATABASE"), env.get("HASH_KRATOS_PG_DATABASE")
	for _, database := range []string{main, graphDB, kratosDB} {
		db.superuser(t, database, `
			CREATE TABLE things (id bigserial PRIMARY KEY, note text);
			INSERT INTO things (note) VALUES ('from the start');
			CREATE SCHEMA later;
			CREATE TABLE later.things AS TABLE things`)
	}
	type user struct{ name, password string }
	graph := user{env.get("HASH_GRAPH_PG_USER"), env.get("HASH_GRAPH_PG_PASSWORD")}
	kratos := user{env.get("HASH_KRATOS_PG_USER"), env.get("HASH_KRATOS_PG_PASSWORD")}
	realtime := user{env.get("HASH_REALTIME_PG_USER"), env.get("HASH_REALTIME_PG_PASSWORD")}

	const noConnect = "permission denied for database"
	for _, c := range []struct {
		user          user
		database, sql string
		refused       string // what the error says, if it is refused
	}{
		{graph, graphDB, "INSERT INTO things (note) VALUES ('x')", ""},
		{graph, graphDB, "SELECT nextval('things_id_seq'), currval('things_id_seq')", ""},
		{graph, graphDB, "SELECT note FROM things", ""},
		{graph, graphDB, "UPDATE things SET note = 'y'", ""},
		{graph, graphDB, "DELETE FROM things", ""},
		{graph, graphDB, "SELECT note FROM later.things", ""},
		{graph, graphDB, "SELECT setval('things_id_seq', 1)", "permission denied for sequence"},
		{graph, graphDB, "TRUNCATE things", "permission denied for table"},
		{graph, graphDB, "DROP TABLE things", "must be owner"},
		{graph, graphDB, "CREATE TABLE mine ()", "permission denied for schema public"},
		{graph, graphDB, "CREATE TABLE later.mine ()", "permission denied for schema later"},
		{graph, graphDB, "CREATE TEMPORARY TABLE mine ()", "permission denied to create temporary tables"},
		{graph, graphDB, "CREATE SCHEMA mine", noConnect},
		{graph, graphDB, "CREATE DATABASE mine", "permission denied to create database"},
		{graph, graphDB, "CREATE ROLE mine", "permission denied"},
		{graph, graphDB, "SELECT pg_create_logical_replication_slot('mine', 'test_decoding')", "replication"},
		{graph, kratosDB, "SELECT 1", noConnect},
		{graph, main, "SELECT 1", noConnect},
		{graph, "postgres", "SELECT 1", noConnect},
		{graph, "template1", "SELECT 1", noConnect},
		{user{graph.name, graph.password + "x"}, graphDB, "SELECT 1", "password authentication failed"},

		{kratos, kratosDB, "INSERT INTO things (note) VALUES ('x')", ""},
		{kratos, kratosDB, "SELECT note FROM things", ""},
		{kratos, kratosDB, "CREATE TABLE mine ()", "permission denied for schema public"},
		{kratos, graphDB, "SELECT 1", noConnect},
		{kratos, main, "SELECT 1", noConnect},
		{user{kratos.name, "x"}, kratosDB, "SELECT 1", "password authentication failed"},

		{realtime, main, "SELECT note FROM things", ""},
		{realtime, main, "SELECT pg_create_logical_replication_slot('reader', 'test_decoding')", ""},
		{realtime, main, "SELECT * FROM pg_logical_slot_get_changes('reader', NULL, NULL)", ""},
		{realtime, main, "SELECT pg_drop_replication_slot('reader')", ""},
		{realtime, main, "INSERT INTO things (note) VALUES ('x')", "permission denied for table"},
		{realtime, main, "SELECT note FROM later.things", "permission denied for schema later"},
		{realtime, main, "CREATE TABLE mine ()", "permission denied for schema public"},
		{realtime, main, "CREATE TEMPORARY TABLE mine ()", "permission denied to create temporary tables"},
		{realtime, graphDB, "SELECT 1", noConnect},
		{realtime, kratosDB, "SELECT 1", noConnect},
		{user{realtime.name, "x"}, main, "SELECT 1", "password authentication failed"},
	} {
		out, err := db.query(t, c.user.name, c.user.password, c.database, c.sql)
		switch {
		case c.refused == "" && err != nil:
			t.Errorf("%s in %s: %s: %v\n%s", c.user.name, c.database, c.sql, err, out)
		case c.refused != "" && (err == nil || !strings.Contains(out, c.refused)):
			t.Errorf("%s in %s: %s: %v, %q; want %q", c.user.name, c.database, c.sql, err, out, c.refused)
		}
	}
}
