#!/usr/bin/env bash
# The rooms of gen/ include one another only downwards, and the check that says so can fail.
set -euo pipefail
cd "$(dirname "$0")"
top=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# What, and the exit status that a check of it ended with, and the one that was wanted.
count() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1 (status $2 where $3 was wanted)"
        cat "$work/said"
    fi
}

check() { ./check.sh "$1" >"$work/said" 2>&1 && echo 0 || echo $?; }

# A tree of one file with one include; the text that the check must say about it, or nothing.
breaks() {
    local what=$1 file=$2 include=$3 says=$4 status
    rm -rf "$work/gen"
    mkdir -p "$work/gen/$(dirname "$file")"
    cp "$top/gen/README.md" "$work/gen/"
    printf '#include %s\n' "$include" >"$work/gen/$file"
    status=$(check "$work/gen")
    count "$what" "$status" 1
    grep -qF -- "$says" "$work/said" && status=0 || status=1
    count "$what: what is said" "$status" 0
}

keeps() {
    local what=$1 file=$2 include=$3
    rm -rf "$work/gen"
    mkdir -p "$work/gen/$(dirname "$file")"
    cp "$top/gen/README.md" "$work/gen/"
    printf '#include %s\n' "$include" >"$work/gen/$file"
    count "$what" "$(check "$work/gen")" 0
}

count "the sources keep to the table" "$(check "$top/gen")" 0
keeps "a stage includes the model" read/essay.c '"model/node.h"'
keeps "a room includes itself" read/essay.c '"read/essay.h"'
keeps "main includes a stage" main.c '"write/html.h"'
keeps "read sees cmark-gfm" read/essay.c '<cmark-gfm-extension_api.h>'
keeps "anybody sees the C library" base/str.c '<string.h>'
breaks "base includes the model" base/str.c '"model/node.h"' 'base may not include "model/node.h"'
breaks "a stage includes its neighbour" write/html.c '"resolve/ids.h"' 'gen/write/html.c:1: write may not include'
breaks "a stage includes the press" write/html.c '"press/press.h"' 'write may not include'
breaks "an include without its room" write/html.c '"html.h"' 'does not name its room'
breaks "an include that climbs" write/html.c '"../model/node.h"' 'does not name its room'
breaks "an unknown room" lint/spell.c '"base/str.h"' 'has no room "lint"'
breaks "an include of an unknown room" write/html.c '"lint/spell.h"' 'has no such room'
breaks "cmark-gfm outside read" annotate/find.c '<cmark-gfm.h>' '<cmark-gfm.h> is for read alone'
breaks "libfyaml outside read" press/config.c '<libfyaml.h>' 'is for read alone'
breaks "Lua outside filter" write/template.c '<lauxlib.h>' 'is for filter alone'
breaks "libxml2 outside xml" write/docbook.c '<libxml/tree.h>' 'is for xml alone'
breaks "a header of definitions counts too" base/diag.def '"model/node.def"' 'gen/base/diag.def:1:'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
