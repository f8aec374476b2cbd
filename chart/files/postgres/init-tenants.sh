#!/bin/sh
# Makes the databases and users of the graph and of kratos, once, on an empty data directory.
#
# Each user may connect to its own database and work with the tables that the superuser's migrations
# make there; it can make no tables itself. Names and passwords reach SQL as psql variables, quoted
# by psql, and never through a shell or a command line: any password works.
set -eu

tenant() {
  TENANT_DATABASE=$1 TENANT_USER=$2 TENANT_PASSWORD=$3 \
    psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\set database `printenv TENANT_DATABASE`
\set user `printenv TENANT_USER`
\set password `printenv TENANT_PASSWORD`

CREATE USER :"user" PASSWORD :'password';
CREATE DATABASE :"database";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"user";

\connect :"database"
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"user";
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO :"user";
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"user";
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO :"user";
SQL
}

tenant "$HASH_GRAPH_PG_DATABASE" "$HASH_GRAPH_PG_USER" "$HASH_GRAPH_PG_PASSWORD"
tenant "$HASH_KRATOS_PG_DATABASE" "$HASH_KRATOS_PG_USER" "$HASH_KRATOS_PG_PASSWORD"
