#!/usr/bin/env bash
# tests/run.sh BUILD UNIT…: run the unit programs, then each suite, and add up what they say.
#
# A suite is an executable tests/NAME/run.sh or tests/NAME/run. It says what it likes and closes with a line
# "N passed, N failed" (", N skipped" may follow), alone and last; a suite that does not, that ends with a
# status that its own count does not explain, or that takes longer than SUITE_SECONDS (600), has failed.
# It runs in the checkout and finds in its environment
#     GLOSS        the program under test                  GLOSS_BUILD  the folder where it was built
#     TEST_MODULES the tests' node_modules                 GLOSS_SEED   a real essay to try, or unset
#     CASE         only this case or these, or empty       BLESS        1: accept what is new, or empty
# SUITES="layers anchors" runs only these; "unit" stands for the unit programs.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
units=("$@")

GLOSS_BUILD=$(cd "$build" && pwd) || exit 1
export GLOSS_BUILD GLOSS=$GLOSS_BUILD/gloss TEST_MODULES=$PWD/build/tests/node_modules
export CASE=${CASE:-} BLESS=${BLESS:-} LC_ALL=C.UTF-8
export ASAN_OPTIONS=${ASAN_OPTIONS:-abort_on_error=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

logs=$GLOSS_BUILD/logs
mkdir -p "$logs"
closing='^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$'
passed=0
failed=0
skipped=0
bad=()

# Add a closing line, and the status that it came with, to the totals. A line of failures explains a status.
add() {
    local name=$1 line=$2 status=$3 p=0 f=0 s=0
    if [[ $line =~ $closing ]]; then
        read -r p _ f _ s _ <<<"$line"
        s=${s:-0}
        f=${f%,}
    else
        f=1
        echo "  $name did not close with its count (status $status)"
    fi
    if [ "$status" != 0 ] && [ "$f" = 0 ]; then
        f=1
        echo "  $name ended with status $status"
    fi
    if [ $((p + f + s)) = 0 ]; then
        f=1
        echo "  $name ran no test"
    fi
    passed=$((passed + p))
    failed=$((failed + f))
    skipped=$((skipped + s))
    [ "$f" = 0 ] || bad+=("$name")
}

# What cmocka counted, as our closing line; nothing where a program died before the end.
cmocka_count() {
    awk '/^\[  PASSED  \]/ { p += $4 } /^\[  SKIPPED \] [0-9]/ { s += $4 } /^\[  FAILED  \] [0-9]/ { f += $4 }
         /^\[==========\] .* run[.]$/ { whole = 1 }
         END { if (whole) printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$1"
}

run_unit() {
    local name log status line scratch
    name=unit/$(basename "$1")
    log=$logs/${name/\//-}.log
    # A test that fails does not come to where it would put its folder away.
    scratch=$(mktemp -d)
    TMPDIR=$scratch timeout "${SUITE_SECONDS:-600}" "$1" >"$log" 2>&1 </dev/null
    status=$?
    rm -rf "$scratch"
    line=$(cmocka_count "$log")
    printf '  %-24s %s\n' "$name" "${line:-no count}"
    if [ "$status" != 0 ] || [ -z "$line" ]; then
        grep -vE '^\[ +(RUN|OK) +\]' "$log"
    fi
    add "$name" "$line" "$status"
}

run_suite() {
    local name=$2 log=$logs/suite-$2.log start=$SECONDS status line
    echo "$name"
    timeout "${SUITE_SECONDS:-600}" "$1" </dev/null 2>&1 | tee "$log" | grep --line-buffered -vE "$closing" | sed -u 's/^/  /'
    status=${PIPESTATUS[0]}
    line=$(awk 'NF { last = $0 } END { print last }' "$log")
    printf '  %-24s %s (%d s)\n' "$name:" "$line" $((SECONDS - start))
    add "$name" "$line" "$status"
}

wanted() { [ -z "${SUITES:-}" ] || [[ " $SUITES " == *" $1 "* ]]; }

if wanted unit && [ -z "$BLESS" ] && [ ${#units[@]} -gt 0 ]; then
    for unit in "${units[@]}"; do
        run_unit "$unit"
    done
fi

for suite in tests/*/run.sh tests/*/run; do
    name=$(basename "$(dirname "$suite")")
    # A benchmark is no test, and only suites with goldens know what to bless.
    if [ -f "$suite" ] && [ "$name" != bench ] && wanted "$name" \
        && { [ -z "$BLESS" ] || grep -q BLESS "$suite"; }; then
        run_suite "$suite" "$name"
    fi
done

[ ${#bad[@]} -eq 0 ] || echo "failed: ${bad[*]}"
if [ $((passed + failed)) = 0 ]; then
    echo "no test was run"
    failed=1
fi
if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
