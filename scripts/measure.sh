#!/usr/bin/env bash
# Measures what docs/performance.md tells of the program as a whole: bin/suyang
# on a data directory of its own, durable as in real use. Everything else should
# be quiet meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$PWD/bin/suyang
address=127.0.0.1:18081
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
unset DATABASE_URL SUYANG_SECRET_KEY
export SUYANG_DATA_DIR=$work/data

now() { date +%s%N; }
row() { printf '%-52s %7.2f s\n' "$1" "$(awk -v ns=$(($3 - $2)) 'BEGIN { print ns / 1e9 }')"; }

first_page() { # label, flags: from the start of the process to the last byte of the sign-in page
  local begin end
  begin=$(now)
  "$binary" serve --listen "$address" "${@:2}" >"$work/log" 2>&1 &
  server=$!
  until curl -sf -o "$work/page" "http://$address/signin"; do sleep 0.005; done
  end=$(now)
  row "$1" "$begin" "$end"
  kill -TERM "$server"
  wait "$server"
  server=
}

[[ ! -r /proc/loadavg ]] || echo "$(nproc) processors, load average $(cut -d' ' -f1 /proc/loadavg)"
first_page "first start, to the first page"
first_page "start on an existing data directory, to the first page"

begin=$(now)
"$binary" demo >"$work/demo" 2>&1
row "demo: 12 classes, 480 pupils, their tests" "$begin" "$(now)"
first_page "start with the demo, to the first page" --demo

awk 'BEGIN {
  print "{\"schema_version\": 1, \"items\": ["
  for (i = 1; i <= 60; i++)
    printf "{\"id\": \"i%d\", \"model\": \"2pl\", \"a\": [%.2f], \"b\": [%.2f]}%s\n", i, 0.8 + i % 7 / 10, i / 15 - 2, i < 60 ? "," : ""
  print "]}"
}' >"$work/items.json"
"$binary" simulate --items "$work/items.json" --n 50000 --seed 1 --out "$work/responses.csv" >/dev/null
begin=$(now)
"$binary" score --items "$work/items.json" --method eap --out "$work/scores.csv" "$work/responses.csv" >/dev/null
row "score: EAP of 50,000 persons, 60 items" "$begin" "$(now)"
begin=$(now)
"$binary" calibrate --out "$work/again.json" "$work/responses.csv" >/dev/null
row "calibrate: 2PL of 50,000 persons, 60 items" "$begin" "$(now)"
