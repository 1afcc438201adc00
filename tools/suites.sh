# shellcheck shell=bash
# The suites of ./test. Each suite_NAME writes "passed failed skipped" to build/test/counts/NAME. Sourced, never run.

# line NAME SECONDS [COUNTS] : one row of the table at the end.
line() {
  mkdir -p "$results"
  [ -n "${first_line_written:-}" ] || { first_line_written=yes; : >"$results/times"; }
  printf '%-16s %5d s  %s\n' "$1" "$2" "${3:-}" >>"$results/times"
  [ -z "${3:-}" ] || say "== $1: $3 in $2 s"
}

# timed NAME COMMAND… : runs it and remembers how long it took.
timed() {
  local name=$1 from=$SECONDS; shift
  say "$name …"
  "$@"
  line "$name" $((SECONDS - from))
}

# A throw-away cluster on loopback, of this run only; the tests find it by ONEPOT_TEST_POSTGRES.
start_postgres() {
  [ -x tools/postgres-for-tests ] || return 0
  [ -z "${ONEPOT_TEST_POSTGRES:-}" ] || return 0
  ONEPOT_TEST_POSTGRES=$(tools/postgres-for-tests start </dev/null) || die "PostgreSQL for the tests did not start"
  export ONEPOT_TEST_POSTGRES
  postgres_is_ours=yes
}

close_down() {
  [ -z "${postgres_is_ours:-}" ] || tools/postgres-for-tests stop </dev/null >&2 || true
}

# node_suite NAME FILES… : node's test runner; its own closing figures are the counts.
node_suite() {
  local name=$1 tap=$results/$1.tap; shift
  [ $# -gt 0 ] || { echo "0 0 0" >"$results/counts/$name"; return 0; }
  rm -f "$tap"
  node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "${pattern[@]}" "$@" </dev/null >&2 || true
  awk '/^# pass /{p = $3} /^# fail /{f = $3} /^# cancelled /{c = $3} /^# skipped /{s = $3} /^# todo /{t = $3}
       END {if (p == "") print "0 1 0"; else print p, f + c, s + t}' "$tap" >"$results/counts/$name"
}

# Files of a folder whose name has the filter in it.
matching() {
  local file
  for file in $1; do
    [ -f "$file" ] && [[ $(basename "$file") == *"$2"* ]] && printf '%s\n' "$file"
  done
  true
}

suite_lint() {
  local pattern=() files
  [ -z "$1" ] || pattern=(--test-name-pattern="$1")
  mapfile -t files < <(matching 'tests/structure/*.test.mjs' "")
  node_suite lint "${files[@]}"
}

suite_unit() {
  local preset=${ONEPOT_PRESET:-asan} out=$results/unit chosen=()
  rm -rf "$out"
  mkdir -p "$out"
  if [ -n "$1" ]; then
    if [ -d "src/$1" ]; then chosen=(-R "^$1\$"); else export GTEST_FILTER="*$1*"; fi
  fi
  GTEST_OUTPUT=json:$out/ GTEST_BRIEF=1 ctest --test-dir "build/$preset" -j "$jobs" --timeout 1800 --output-on-failure \
    --no-tests=error --output-junit "$out/ctest.xml" "${chosen[@]}" </dev/null >&2 || true
  node tools/count-unit.mjs "$out" >"$results/counts/unit"
}

suite_cases() {
  node tests/cases/run.mjs --onepot "$ONEPOT" --counts "$results/counts/cases" ${1:+"$1"} </dev/null >&2
}

suite_system() {
  local pattern=() files
  mapfile -t files < <(matching 'tests/system/*.test.mjs' "$1")
  node_suite system "${files[@]}"
}

suite_browser() {
  local pattern=() files
  mapfile -t files < <(matching 'tests/browser/*.test.mjs' "$1")
  node_suite browser "${files[@]}"
}

# Each target runs for so many seconds, from what it learned before (build/fuzz/corpus); one that finds nothing passes.
suite_fuzz() {
  local seconds=${1:-10} part=${2:-} target name passed=0 failed=0
  case $seconds in *[!0-9]*) die "./test fuzz SECONDS [PART OF A NAME]" ;; esac
  timed "build fuzz" build fuzz fuzz_targets
  for target in build/fuzz/tests/fuzz/*_fuzz; do
    name=$(basename "$target")
    [[ $name == *"$part"* ]] || continue
    mkdir -p "build/fuzz/corpus/$name"
    local seeds=()
    [ ! -d "tests/fuzz/seeds/$name" ] || seeds=("tests/fuzz/seeds/$name")
    if "$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="$results/" "build/fuzz/corpus/$name" "${seeds[@]}" </dev/null >"$results/$name.log" 2>&1; then
      passed=$((passed + 1))
      say "$name: $(awk '/stat::number_of_executed_units/{print $2}' "$results/$name.log") inputs, nothing found"
    else
      failed=$((failed + 1))
      tail -n 40 "$results/$name.log" >&2
    fi
  done
  echo "$passed $failed 0" >"$results/counts/fuzz"
}
