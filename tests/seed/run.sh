#!/usr/bin/env bash
# A real essay as it came out of a PDF goes the whole way. It is not ours to ship: GLOSS_SEED says where it is.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
if [ -z "${GLOSS_SEED:-}" ]; then
    echo "GLOSS_SEED is not set: no real essay to try"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
count() {
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        cat "$work/said"
    fi
}

[ -f "$GLOSS_SEED" ] >"$work/said" 2>&1
count "GLOSS_SEED names a file ($GLOSS_SEED)" $?
node make_site.mjs "$GLOSS_SEED" "$work/site" >"$work/said" 2>&1
count "passages are picked" $?
"$GLOSS" build -C "$work/site" --validate --color never >"$work/said" 2>&1
count "all formats are built" $?
grep -q 'warning\[link-empty\]' "$work/said"
count "links that extraction left empty are told" $?
node check_site.mjs "$work/site" >"$work/said" 2>&1
count "notes, terms and words are in each format" $?

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
