#!/bin/sh
# peers.sh URL...: until each URL answers. Any answer counts, an error too: a Service has no endpoints
# until its pods are ready.
set -u
trap 'exit 143' TERM

answers() {
  # Some builds of busybox crash on wget -T.
  reply=$(timeout 5 wget -q -O /dev/null "$1" 2>&1) && return
  case $?,$reply in
  8,* | *'server returned error: HTTP/'*) return 0 ;; # GNU wget, busybox
  esac
  return 1
}

said=0
say() {
  now=$(date +%s)
  [ $((now - said)) -lt 10 ] || { said=$now && echo "$1" >&2; }
}

for url; do
  until answers "$url"; do
    say "waiting for $url: ${reply:-no answer}"
    sleep 2
  done
done
