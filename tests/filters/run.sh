#!/usr/bin/env bash
# Filters in whole builds: they take effect when they are changed, with the same binary, and their mistakes publish
# nothing.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
site=$work/site
page=public/essays/ships/index.html
passed=0
failed=0

# What is checked, and whether it holds ("yes").
count() {
    if [ "$2" = yes ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
        head -n 20 "$work/said"
    fi
}

holds() { "$@" >/dev/null 2>&1 && echo yes || echo no; }

# Build with these lines at the end of gloss.yaml; the exit status is left in $status.
build() {
    printf 'title: Ships\nbase_url: https://example.org/\nformats: [html, docbook]\n%s\n' "$1" >"$site/gloss.yaml"
    "$GLOSS" build -C "$site" >"$work/said" 2>&1
    status=$?
}

linked() { holds grep -q 'class="term"' "$site/$page"; }

mkdir -p "$site"/{content/essays,content/notes,content/glossary,filters}
cat >"$site/content/essays/ships.md" <<'END'
---
title: Ships
date: 2024-05-02
---

The radar saw two ships at 10 km.

They left at once.
END
cat >"$site/content/notes/ships.md" <<'END'
## two-ships

> two ships

There were three.
END
printf -- '---\nterm: radar\n---\n\nIt sees by radio.\n' >"$site/content/glossary/radar.md"

build 'filters: [glossary]'
count "a build with the glossary's filter ends well" "$([ $status = 0 ] && echo yes)"
count "its terms are linked" "$(linked)"
count "its terms are linked in DocBook" "$(holds grep -q 'linkend="term-radar"\|#term-radar' "$site/public/essays/ships/ships.xml")"

build 'filters: []'
count "without the filter there are no links" "$([ "$(linked)" = no ] && echo yes)"

build 'filters: [nonbreaking]'
count "a number and its unit stay together" "$(holds grep -q $'10\u00a0km' "$site/$page")"

printf 'function Str(s) if s.text == "radar" then return pandoc.Strong(s) end end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "a filter of the project is found" "$(holds grep -q '<strong>radar</strong>' "$site/$page")"
count "a note survives it" "$(holds grep -q 'id="note-two-ships"' "$site/$page")"

printf 'function Str(s) if s.text == "radar" then return pandoc.Emph(s) end end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "a changed filter takes effect" "$(holds grep -q '<em>radar</em>' "$site/$page")"

cp -a "$site/public" "$work/before"
printf 'function Str(s)\n  if s.text == "left" then error("nobody left") end\nend\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "an error in a filter is an error of the content" "$([ $status = 1 ] && echo yes)"
count "its message has the essay's place" "$(holds grep -q 'ships.md:8:6: error\[filter-error\].*nobody left' "$work/said")"
count "its message has the filter's place" "$(holds grep -q 'filters/own.lua:2:' "$work/said")"
count "it publishes nothing" "$(holds diff -r "$work/before" "$site/public")"

printf 'while true do end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "an endless filter ends" "$([ $status = 1 ] && holds grep -q 'error\[filter-budget\]' "$work/said")"

printf 'function Span(s) return s.content end\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "a filter that loses a note is an error" "$(holds grep -q 'error\[note-lost-in-filter\]' "$work/said")"

printf 'function Str(s\n' >"$site/filters/own.lua"
build 'filters: [own]'
count "a syntax error is shown at its line" "$(holds grep -q 'filters/own.lua:.*error\[filter-error\]' "$work/said")"

build 'filters: [nowhere]'
count "a filter that is not there is said so" "$([ $status = 2 ] && holds grep -q 'gloss.yaml:4:.*error\[no-such-filter\]' "$work/said")"

build 'filters: [{path: nonbreaking, options: {unit: [km]}}]'
count "an unknown option is shown in gloss.yaml" "$(holds grep -q 'gloss.yaml:4:.*error\[filter-option\].*no option "unit"' "$work/said")"

build 'filters: [{path: nonbreaking, options: {units: [ships]}}]'
count "an option is handed on" "$([ $status = 0 ] && [ "$(holds grep -q $'10\u00a0km' "$site/$page")" = no ] && echo yes)"

. tests/filters/meta.sh
. tests/filters/site.sh
. tests/filters/blame.sh
. tests/filters/trace.sh
. tests/filters/examples.sh
. tests/filters/hostile.sh
. tests/filters/grants.sh
. tests/filters/siblings.sh

# What pandoc's manual says of filters, and what pandoc itself does.
said=$(tests/filters/pandoc.sh)
printf '%s\n' "$said" | sed '$d'
read -r good _ bad _ <<<"${said##*$'\n'}"
passed=$((passed + good))
failed=$((failed + bad))

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
