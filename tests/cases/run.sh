#!/usr/bin/env bash
# The golden cases: tests/FEATURE/CASE/ holds the smallest essay that shows a matter, and what must come of it.
#
#     essay.md        becomes content/essays/case.md       notes.md    content/notes/case.md
#     glossary/*.md   the glossary's entries               filters/*.lua  the project's filters
#     gloss.yaml      the configuration, if the plain one (in which quotations may be short) will not do
#     files/…         anything else, by its path in the project
#
#     want.tree       the tree when all stages have changed it, with places in the source
#     want.html       the page's <article> without its map, its footer and empty lines between blocks
#     want.docbook    the DocBook file, which is validated too
#     want.err        what gloss says, a line a diagnostic, and its exit status
#     want.said       the same in full, with the lines of the source, nearest passages and cures
#
# A case without mistakes needs the first three; with want.err, only those that are there are compared.
# want.said is for cases whose matter is the advice: an empty one asks `make bless` for it.
# CASE="anchors notes/title" runs only these. BLESS=1 takes what comes now as what must come: read it first.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
GLOSS=${GLOSS:-$PWD/build/gloss}
tree=${GLOSS_BUILD:-$PWD/build}/cases/tree
export SOURCE_DATE_EPOCH=1714608000 LC_ALL=C.UTF-8
for program in "$GLOSS" "$tree"; do
    [ -x "$program" ] || { echo "$program is not there: make all units"; exit 1; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

make_project() { # CASE PROJECT
    mkdir -p "$2/content/essays" "$2/content/notes"
    printf 'title: Cases\nbase_url: https://example.org/\nseverity: {note-quote-short: ignore}\n' >"$2/gloss.yaml"
    cp "$1/essay.md" "$2/content/essays/case.md"
    if [ -f "$1/notes.md" ]; then cp "$1/notes.md" "$2/content/notes/case.md"; fi
    if [ -d "$1/glossary" ]; then cp -R "$1/glossary" "$2/content/"; fi
    if [ -d "$1/filters" ]; then cp -R "$1/filters" "$2/"; fi
    if [ -f "$1/gloss.yaml" ]; then cp "$1/gloss.yaml" "$2/"; fi
    if [ -d "$1/files" ]; then cp -R "$1/files/." "$2/"; fi
}

# What comes of a project, as got.* in the folder $2.
press() { # PROJECT GOT
    (cd "$1" && "$GLOSS" build -q -t html,docbook --validate --message-format short --color never) 2>"$2/got.err"
    local status=$?
    if [ $status != 0 ] || [ -s "$2/got.err" ]; then echo "exit $status" >>"$2/got.err"; fi
    if [ $status != 0 ]; then
        (cd "$1" && "$GLOSS" build -q -t html,docbook --validate --color never) 2>"$2/got.said"
        return
    fi
    GLOSS_DATA=$PWD "$tree" "$1" case >"$2/got.tree"
    sed -n '/<article/,/<\/article>/p' "$1/public/essays/case/index.html" \
        | sed '/^<footer>$/,/^<\/footer>$/d; /^<svg class="map"/d; /<pre/,/<\/pre>/!{/^$/d}' >"$2/got.html"
    cp "$1/public/essays/case/case.xml" "$2/got.docbook"
}

bless() { # CASE GOT
    local kind
    for kind in tree html docbook err; do
        if [ -s "$2/got.$kind" ]; then cp "$2/got.$kind" "$1/want.$kind"; else rm -f "$1/want.$kind"; fi
    done
    if [ -e "$1/want.said" ]; then cp "$2/got.said" "$1/want.said"; fi
    echo "blessed ${1#tests/}"
}

compare() { # CASE GOT
    local kind ok=0
    for kind in tree html docbook err said; do
        [ -e "$2/got.$kind" ] || : >"$2/got.$kind"
        if [ -e "$1/want.$kind" ]; then
            diff -u --label "$1/want.$kind" --label "now" "$1/want.$kind" "$2/got.$kind" || ok=1
        elif [ $kind = err ] && [ -s "$2/got.err" ]; then
            echo "${1#tests/}: nothing should be said, but"
            cat "$2/got.err"
            ok=1
        elif [ $kind != err ] && [ $kind != said ] && [ ! -e "$1/want.err" ]; then
            echo "${1#tests/}: there is no want.$kind; read what comes and bless it"
            ok=1
        fi
    done
    return $ok
}

is_wanted() {
    local name
    if [ -z "${CASE:-}" ]; then return 0; fi
    for name in $CASE; do
        case ${1#tests/}/ in "$name"/*) return 0 ;; esac
    done
    return 1
}

for essay in tests/*/*/essay.md; do
    case=${essay%/essay.md}
    is_wanted "$case" || continue
    mkdir -p "$work/$case/got"
    make_project "$case" "$work/$case/project"
    press "$work/$case/project" "$work/$case/got"
    if [ -n "${BLESS:-}" ]; then
        bless "$case" "$work/$case/got"
        passed=$((passed + 1))
    elif compare "$case" "$work/$case/got"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
