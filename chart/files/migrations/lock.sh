#!/bin/sh
# lock.sh COMPONENT: lets one migration of a component run at a time, by a lock in its database. The lock
# belongs to the session of psql and ends with it, whatever ends that.
#
# It asks again and again in place of waiting in the database: a query that waits there holds a
# snapshot, and CREATE INDEX CONCURRENTLY of the migration that has the lock would wait for that.
set -u
component=$1
directory=${LOCK_DIRECTORY:-/lock}
export HELD="$directory/held" PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-5}"

session=
stop() {
  rm -f "$HELD"
  [ -z "$session" ] || kill "$session" 2>/dev/null
  exit 0
}
trap stop TERM INT

# Ends at once without the lock, or the database, and otherwise when the session breaks.
hold() {
  psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 --set=component="$component" <<'SQL' >/dev/null 2>"$directory/error" &
SELECT pg_try_advisory_lock(hashtextextended('hash-migration/' || :'component', 0)) AS locked \gset
\if :locked
\! touch "$HELD"
SELECT 1 \watch 1
\endif
SQL
  session=$!
  wait "$session"
  status=$?
  session=
  return "$status"
}

said=0
say() {
  now=$(date +%s)
  [ $((now - said)) -lt 10 ] || { said=$now && echo "$1" >&2; }
}

rm -f "$HELD"
while :; do
  reason="another migration of $component runs"
  hold || reason=$(cat "$directory/error")
  [ ! -e "$HELD" ] || break
  say "waiting for database $PGDATABASE on $PGHOST:$PGPORT: $reason"
  # In the background, since a signal waits for what is in front.
  sleep 1 &
  wait $!
done
rm -f "$HELD"
echo "the session that held the lock broke: $(cat "$directory/error")" >&2
exit 1
