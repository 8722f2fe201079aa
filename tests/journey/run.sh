#!/usr/bin/env bash
# The publication in content/ goes the whole way: all formats, the same notes and numbers in each, valid by other
# programs' judgement, changed by its filters alone, the same bytes each time.
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
here=$top/tests/journey
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

# The project's own files, without what was built from them.
mkdir "$work/site"
cp -R "$top"/{content,themes,filters,gloss.yaml} "$work/site/"
if [ -d "$top/static" ]; then cp -R "$top/static" "$work/site/"; fi
build() { "$GLOSS" build -C "$work/site" --color never "$@" >"$work/said" 2>&1; }

build --validate -W warnings
count "content/ builds in all formats without a warning" $?
node "$here/parity.mjs" "$work/site" >"$work/said" 2>&1
count "every note, footnote, term and reference is in each format with one number" $?
tail -n 1 "$work/said"

# Other programs' judgement.
schema=/usr/share/xml/docbook/schema
find "$work/site/public" -name '*.xml' -path '*/*/*.xml' ! -name feed.xml ! -name sitemap.xml | sort >"$work/docbook"
[ "$(wc -l <"$work/docbook")" -ge 4 ] >"$work/said"
count "there is DocBook of each essay and the glossary" $?
xargs -a "$work/docbook" xmllint --nonet --noout --relaxng $schema/rng/5.0/docbook.rng >"$work/said" 2>&1
count "xmllint finds the DocBook valid" $?
xargs -a "$work/docbook" jing $schema/rng/5.0/docbook.rng >"$work/said" 2>&1
count "jing finds the DocBook valid" $?
xargs -a "$work/docbook" jing $schema/schematron/5.0/docbook.sch >"$work/said" 2>&1
count "jing finds nothing by docbook.sch" $?
# The checker's style sheet part does not know anchor positioning: pages only.
find "$work/site/public" -name '*.html' | sort | xargs java -Xss4m -jar "$TEST_MODULES/vnu-jar/build/dist/vnu.jar" --errors-only >"$work/said" 2>&1
count "the Nu checker finds no error on any page" $?
find "$work/site/public" -name '*.pdf' -exec sh -c 'for f; do qpdf --check "$f" || exit 1; done' sh {} + >"$work/said" 2>&1
count "qpdf finds the PDFs sound" $?
find "$work/site/public" -name '*.html' -exec grep -lE '<script|<style|style="|href="(http://|//)[^"]*\.css' {} + >"$work/said" 2>&1
count "no page has a script, a style of its own or an error" $((1 - $?))

# Again: the same bytes, whatever the number of threads, the locale, the clock, the cache.
sums() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
sums "$work/site/public" >"$work/first"
build
grep -q '(0 of [0-9]* files written)' "$work/said"
count "a second build writes nothing" $?
rm -rf "$work/site/public" "$work/site/.gloss"
TZ=Asia/Seoul LC_ALL=C build -j 1
sums "$work/site/public" | diff "$work/first" - >"$work/said"
count "one thread, another locale and time zone, no cache: the same bytes" $?

# Lua decides, and nothing is compiled.
stamp=$(sha256sum "$GLOSS")
linked() { # linked FILE…: in which files is each of the three terms linked?
    for term in tisa gsomia pacific-dragon; do
        grep -qE "#term-$term\"|linkend=\"term-$term\"" "$@" || return 1
    done
}
linked "$work/site/public/essays/trilateral-defense/index.html" && linked "$work/site/public/essays/trilateral-defense/trilateral-defense.xml"
count "TISA, GSOMIA and Pacific Dragon are linked" $?
filters() { # filters LIST: the project's filters are these
    sed "/^filters:/,/^[a-z]/{/^filters:/d;/^ /d}" "$top/gloss.yaml" >"$work/site/gloss.yaml"
    echo "filters: $1" >>"$work/site/gloss.yaml"
}
filters '[]'
build
count "it builds without the glossary filter" $?
! grep -E '(#|linkend=")term-(tisa|pacific-dragon)"' "$work/site/public/essays/trilateral-defense"/{index.html,*.xml} >"$work/said"
count "without the filter there are no links to TISA and Pacific Dragon" $?
pdftotext "$work/site/public/essays/radar-lock-on/radar-lock-on.pdf" - >"$work/said"
! grep -q 'Code for Unplanned Encounters at Sea (CUES)' "$work/said"
count "without the filter the PDF has no entry of a term that nobody links" $?
filters '[ruled, glossary]'
printf -- '---\ntitle: A rule\ndate: 2020-01-01\n---\n\nBefore TISA.\n\n* * *\n\nAfter GSOMIA and Pacific Dragon.\n' >"$work/site/content/essays/rule.md"
printf 'function HorizontalRule()\n  return nil\nend\n' >"$work/site/filters/ruled.lua"
build
count "a new filter is taken" $?
printf 'function HorizontalRule()\n  return pandoc.Para{pandoc.Str "RULED"}\nend\n' >"$work/site/filters/ruled.lua"
build
grep -q RULED "$work/site/public/essays/rule/index.html" && grep -q RULED "$work/site/public/essays/rule/rule.xml" &&
    pdftotext "$work/site/public/essays/rule/rule.pdf" - | grep -q RULED
count "an edited filter changes the page, the DocBook and the PDF" $?
echo "$stamp" | sha256sum --quiet -c >"$work/said"
count "the program is the same" $?

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
