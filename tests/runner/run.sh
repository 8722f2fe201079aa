#!/usr/bin/env bash
# tests/run.sh adds up what suites say, and lets none pass that did not say it.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
runner=$(cd .. && pwd)/run.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
unset SUITES CASE BLESS

# tree NAME=BODY…: a checkout whose suites have these bodies.
tree() {
    rm -rf "$work/top"
    mkdir -p "$work/top/build" "$work/top/tests"
    cp "$runner" "$work/top/tests/run.sh"
    for suite in "$@"; do
        mkdir "$work/top/tests/${suite%%=*}"
        printf '#!/bin/sh\n%s\n' "${suite#*=}" >"$work/top/tests/${suite%%=*}/run.sh"
        chmod +x "$work/top/tests/${suite%%=*}/run.sh"
    done
}

# expect WHAT STATUS LINE [UNIT…]: run the tree; its status and its last line.
expect() {
    local what=$1 status=$2 line=$3 got
    shift 3
    "$work/top/tests/run.sh" build "$@" >"$work/said" 2>&1
    got=$?
    if [ "$got" = "$status" ] && [ "$(tail -n 1 "$work/said")" = "$line" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what (status $got where $status was wanted, last line \"$line\")"
        cat "$work/said"
    fi
}

tree 'a=echo "2 passed, 0 failed"' 'b=echo "3 passed, 0 failed, 1 skipped"'
expect "two suites are added up" 0 "5 passed, 0 failed, 1 skipped"
SUITES=a expect "one suite of two" 0 "2 passed, 0 failed"
SUITES=c expect "a suite that is not there" 1 "0 passed, 1 failed"

tree 'a=echo "2 passed, 1 failed"; exit 1' 'b=echo "1 passed, 0 failed"'
expect "failures are counted once" 1 "3 passed, 1 failed"

tree 'a=echo "2 passed, 1 failed"'
expect "failures count whatever the status" 1 "2 passed, 1 failed"

tree 'a=echo "2 passed, 0 failed"; exit 3'
expect "a status that no failure explains" 1 "2 passed, 1 failed"

tree 'a=echo all is well' 'b=echo "1 passed, 0 failed"'
expect "a suite without its count" 1 "1 passed, 1 failed"

tree 'a=echo "1 passed, 0 failed"; echo and more'
expect "a count that does not come last" 1 "0 passed, 1 failed"

tree 'a=echo "0 passed, 0 failed"'
expect "a suite that ran nothing" 1 "0 passed, 1 failed"

tree 'a=echo "1 passed, 0 failed"; sleep 9'
SUITE_SECONDS=1 expect "a suite that hangs" 1 "1 passed, 1 failed"

tree
expect "no suite at all" 1 "0 passed, 1 failed"

tree 'a=echo "1 passed, 0 failed"'
printf '#!/bin/sh\necho "[  PASSED  ] 4 test(s)."\n' >"$work/top/unit"
chmod +x "$work/top/unit"
expect "a unit program that died early" 1 "1 passed, 1 failed" ./unit
printf '#!/bin/sh\necho "[==========] 6 test(s) run."; echo "[  PASSED  ] 4 test(s)."; echo "[  FAILED  ] 2 test(s), listed below:"; exit 2\n' \
    >"$work/top/unit"
expect "a unit program that fails" 1 "5 passed, 2 failed" ./unit
printf '#!/bin/sh\necho "[==========] 4 test(s) run."; echo "[  PASSED  ] 4 test(s)."\n' >"$work/top/unit"
expect "a unit program that passes" 0 "5 passed, 0 failed" ./unit

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
