#!/usr/bin/env bash
# The filters of tests/filters/pandoc, each on one line of what pandoc's manual says of filters: where the first
# line ends in `same`, pandoc 2.17 gives the same document; where it ends in `3.x`, pandoc has changed since, and
# the filter itself asserts what its manual says today.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# JSON without the version of its makers, its keys in order, one value a line.
plain() {
    node -e 'const order = v => Array.isArray(v) ? v.map(order) : v && typeof v === "object"
        ? Object.fromEntries(Object.keys(v).sort().map(k => [k, order(v[k])])) : v;
      const doc = JSON.parse(require("fs").readFileSync(0)); delete doc["pandoc-api-version"];
      console.log(JSON.stringify(order(doc), null, 1))'
}

pandoc -f markdown -t json tests/filters/pandoc/document.md >"$work/document.json" || exit 1
plain <"$work/document.json" >"$work/unfiltered"
for filter in tests/filters/pandoc/*.lua; do
    expected=$work/unfiltered
    if head -n 1 "$filter" | grep -q ': same$'; then
        expected=$work/expected
        pandoc -f json -t json -L "$filter" "$work/document.json" 2>"$work/said" | plain >"$expected"
    fi
    "$GLOSS" convert -f json -t json -L "$filter" "$work/document.json" 2>>"$work/said" | plain >"$work/given" 2>>"$work/said"
    if [ -s "$expected" ] && diff "$expected" "$work/given" >"$work/difference"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $filter"
        head -n 6 "$work/said"
        head -n "${LINES_SHOWN:-12}" "$work/difference"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
