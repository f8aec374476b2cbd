#!/bin/sh
# Makes the databases and users of the graph and of kratos, and the user who reads for search: once, on
# an empty data directory.
#
# Each tenant may connect to its own database and work with the tables that the superuser's migrations
# make there; it can make no tables itself. Names and passwords reach SQL as psql variables, quoted
# by psql, and never through a shell or a command line: any password works.
set -eu

# The server logs statements that fail, and some of these have passwords.
export PGUSER="$POSTGRES_USER" PGOPTIONS='-c log_min_error_statement=panic'

# Runs standard input in a database. Its name is a variable because psql takes some names apart.
sql() (
  export PGDATABASE="$1"
  psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1
)

distinct() {
  keys=$1
  shift
  twice=$(printf '%s\n' "$@" | sort | uniq -d)
  if [ -n "$twice" ]; then
    echo "the name $twice is given twice: $keys must differ" >&2
    exit 1
  fi
}

user() {
  export NEW_USER="$1" NEW_PASSWORD="$2"
  # Terse, since psql would show the line of an error.
  sql "$POSTGRES_DB" <<'SQL'
\set VERBOSITY terse
\set user `printenv NEW_USER`
\set password `printenv NEW_PASSWORD`
CREATE USER :"user" PASSWORD :'password';
SQL
}

tenant() {
  export DATABASE="$1" TENANT="$2"
  sql "$POSTGRES_DB" <<'SQL'
\set database `printenv DATABASE`
\set tenant `printenv TENANT`
CREATE DATABASE :"database";
GRANT CONNECT ON DATABASE :"database" TO :"tenant";
SQL
  sql "$DATABASE" <<'SQL'
\set tenant `printenv TENANT`
GRANT USAGE ON SCHEMA public TO :"tenant";
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO :"tenant";
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"tenant";
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO :"tenant";
SQL
}

reader() {
  export READER="$1"
  sql "$POSTGRES_DB" <<'SQL'
\set reader `printenv READER`
ALTER USER :"reader" REPLICATION;
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'reader') \gexec
GRANT USAGE ON SCHEMA public TO :"reader";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO :"reader";
SQL
}

# What everybody has from the start.
revoke_from_public() {
  sql "$POSTGRES_DB" <<'SQL'
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname) FROM pg_database \gexec
SQL
  for database in "$POSTGRES_DB" "$HASH_GRAPH_PG_DATABASE" "$HASH_KRATOS_PG_DATABASE"; do
    # Before PostgreSQL 15.
    sql "$database" <<'SQL'
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL
  done
}

distinct 'pg.user, graph.pg.user, kratos.pg.user and realtime.pg.user' \
  "$POSTGRES_USER" "$HASH_GRAPH_PG_USER" "$HASH_KRATOS_PG_USER" "$HASH_REALTIME_PG_USER"
distinct 'pg.database, graph.pg.database and kratos.pg.database' \
  "$POSTGRES_DB" "$HASH_GRAPH_PG_DATABASE" "$HASH_KRATOS_PG_DATABASE"

# An empty password would be taken for none at all.
user "$HASH_GRAPH_PG_USER" "${HASH_GRAPH_PG_PASSWORD:?}"
user "$HASH_KRATOS_PG_USER" "${HASH_KRATOS_PG_PASSWORD:?}"
user "$HASH_REALTIME_PG_USER" "${HASH_REALTIME_PG_PASSWORD:?}"
tenant "$HASH_GRAPH_PG_DATABASE" "$HASH_GRAPH_PG_USER"
tenant "$HASH_KRATOS_PG_DATABASE" "$HASH_KRATOS_PG_USER"
reader "$HASH_REALTIME_PG_USER"
revoke_from_public
