#!/bin/sh
# wait.sh COMPONENT REVISION: until record.sh has recorded this migration, for as long as that takes.
set -u
component=$1
revision=$2
export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-5}"
trap 'exit 143' TERM

recorded() {
  psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --set=component="$component" --set=revision="$revision" 2>&1 <<'SQL'
SELECT 'recorded' FROM hash_chart.migrations WHERE component = :'component' AND revision = :'revision';
SQL
}

said=0
say() {
  now=$(date +%s)
  [ $((now - said)) -lt 10 ] || { said=$now && echo "$1" >&2; }
}

while :; do
  answer=$(recorded)
  case $?,$answer in
  # A warning of the server may come first.
  0,*recorded) exit 0 ;;
  # Before the first record there is no table (3).
  0,* | 3,*) say "waiting for migration $revision of $component: kubectl logs -l app.kubernetes.io/component=$component-migrate -c migrate" ;;
  *) say "waiting for database $PGDATABASE on $PGHOST:$PGPORT: $answer" ;;
  esac
  sleep 2
done
