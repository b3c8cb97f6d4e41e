#!/usr/bin/env bash
# All suites: the two environments side by side, then what starts real processes. A suite that collects nothing fails.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p var/test
export PYTHONPYCACHEPREFIX=$PWD/var/pycache

suite() {
  local name=$1
  shift
  local started=$SECONDS
  if "$@" >"var/test/$name.log" 2>&1; then
    echo "ok     $name ($((SECONDS - started)) s): $(tail -n 1 "var/test/$name.log")"
  else
    echo "FAILED $name (exit $?, $((SECONDS - started)) s)"
    return 1
  fi
}

folders() { for folder in "$@"; do [ -d "tests/$folder" ] && echo "tests/$folder"; done; }

WEB=(.venv/bin/python -m pytest -p no:cacheprovider)
BOT=(.venv-bot/bin/python -m pytest -p no:cacheprovider)
failed=0
suite law-3.12 "${WEB[@]}" $(folders knowledge_base law) &
law12=$!
suite bot "${BOT[@]}" $(folders bot actions evaluation) &
bot=$!
wait $law12 || failed=1
suite law-3.10 "${BOT[@]}" $(folders knowledge_base law) &
law10=$!
wait $bot || failed=1
suite web "${WEB[@]}" -n 2 $(folders webhook house) || failed=1
wait $law10 || failed=1
suite e2e "${WEB[@]}" -p no:xdist $(folders e2e browser) || failed=1

for log in var/test/*.log; do
  grep -qE '^(FAILED|ERROR)|[0-9]+ (failed|error)' "$log" && { echo "---- $log"; tail -n 80 "$log"; }
done
passed=$(grep -hoE '[0-9]+ passed' var/test/*.log | awk '{s+=$1} END {print s+0}')
broken=$(grep -hoE '[0-9]+ (failed|error)' var/test/*.log | awk '{s+=$1} END {print s+0}')
echo "$passed passed, $broken failed"
exit $failed
