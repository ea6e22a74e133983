# shellcheck shell=bash
# The reviewers' pages over a large database. Source this file after common.sh; it needs bash.
#
#   bench_review DIR FLAGS EVIDENCE   makes the database in DIR unless it is there in this size, asks what the pages ask
#                                     (Tests/ReviewTests/ReviewScaleTests.swift) and prints the time of each query; the
#                                     plans are left in DIR/plans. Fails where one takes 100 ms or more.

# What a flag and a row of evidence take with their indexes, in bytes, rounded up from what was measured.
readonly bytes_per_flag=6000
readonly bytes_per_evidence=400

source "$(dirname "${BASH_SOURCE[0]}")/postgres.sh"

bench_review() {
  local directory=$1 flags=$2 evidence=$3 size kilobytes started
  local repository=${repository:?}
  size=$flags-$evidence
  mkdir -p "$directory"
  chmod 711 "$directory"
  kilobytes=$((flags * (bytes_per_flag + evidence * bytes_per_evidence) / 1000))
  say "$flags flags with $evidence rows of evidence each take about $((kilobytes / 1000000 + 1)) GB in $directory"
  quietly "$directory/build.log" swift build --package-path "$repository" --build-tests
  postgres_start "$directory/postgres"
  # shellcheck disable=SC2064  # the folder of now, not of later
  trap "postgres_stop '$directory/postgres'" EXIT
  if [[ $(cat "$directory/size" 2>/dev/null) != "$size" ]]; then
    (($(df --output=avail -k "$directory" | tail -n 1) > kilobytes)) || fail "there is no room for that; give a smaller --evidence"
    say 'Filling it …'
    started=$SECONDS
    rm -f "$directory/size"
    psql -Xq -c 'DROP DATABASE IF EXISTS scale' -c 'CREATE DATABASE scale'
    PGDATABASE=scale "$(swift build --package-path "$repository" --show-bin-path)/manumit" database migrate >"$directory/migrate.log"
    quietly "$directory/fill.log" psql -Xq -d scale -v flags="$flags" -v evidence="$evidence" -f "$repository/Scripts/lib/review_scale.sql"
    echo "$size" >"$directory/size"
    say "Filled in $(elapsed "$started")."
  fi
  # The server writes down each query with its plan as it was carried out; a label says what asked.
  psql -Xq -c "ALTER DATABASE scale SET session_preload_libraries = 'auto_explain'" \
    -c 'ALTER DATABASE scale SET auto_explain.log_min_duration = 0' -c 'ALTER DATABASE scale SET auto_explain.log_analyze = on' \
    -c 'ALTER DATABASE scale SET auto_explain.log_timing = off' -c "ALTER SYSTEM SET log_line_prefix = 'asked by <%a> '" \
    -c 'SELECT pg_reload_conf()' >"$directory/settings.log"
  : >"$directory/postgres/log"
  MANUMIT_SCALE_DATABASE=scale swift test --package-path "$repository" --skip-build --filter ReviewScaleTests >"$directory/test.log" 2>&1 ||
    fail "the pages' queries failed; see $directory/test.log"
  cp "$directory/postgres/log" "$directory/plans"
  python3 "$repository/Scripts/lib/query_times.py" "$directory/plans" 100
}
