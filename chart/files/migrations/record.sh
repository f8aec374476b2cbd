#!/bin/sh
# record.sh COMPONENT REVISION TENANT: records that a migration has ended, where the tenant's servers
# wait for it.
set -eu
export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-5}"

psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 \
  --set=component="$1" --set=revision="$2" --set=tenant="$3" <<'SQL' >/dev/null
SET client_min_messages = warning;
BEGIN;
-- Two components may share a database, and IF NOT EXISTS alone fails when both come at once.
SELECT pg_advisory_xact_lock(hashtextextended('hash-migration-record', 0));
CREATE SCHEMA IF NOT EXISTS hash_chart;
CREATE TABLE IF NOT EXISTS hash_chart.migrations (
  component   text NOT NULL,
  revision    text NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (component, revision)
);
-- By default the tenant may write to what the superuser makes.
REVOKE ALL ON hash_chart.migrations FROM :"tenant";
GRANT USAGE ON SCHEMA hash_chart TO :"tenant";
GRANT SELECT ON hash_chart.migrations TO :"tenant";
INSERT INTO hash_chart.migrations (component, revision) VALUES (:'component', :'revision') ON CONFLICT DO NOTHING;
COMMIT;
SQL
echo "recorded migration $2 of $1"
