#!/usr/bin/env bash
# Every placement of a note (site/): in both encodings of DocBook and at both places in print, the file is valid by the
# judgement of other programs, pandoc reads each note back, and the PDF has each with its number.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
GLOSS=${GLOSS:-$PWD/../../build/gloss}
export SOURCE_DATE_EPOCH=1714608000
schema=/usr/share/xml/docbook/schema
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

count() { # WHAT STATUS
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        cat "$work/said"
    fi
}

# The essay "kinds" has each kind of node.
"$GLOSS" convert -t native -L site/filters/kinds.lua site/content/essays/kinds.md >"$work/native" 2>"$work/said"
kinds=$(sed -nE 's/^NODE\([A-Z_]+, +"([A-Za-z]+)", +(BLOCK|INLINE),.*/\1/p' ../../gen/model/node.def)
for kind in $kinds; do grep -qw "$kind" "$work/native" || echo "no $kind" >>"$work/said"; done
[ "$(wc -w <<<"$kinds")" -gt 30 ] && [ ! -s "$work/said" ]
count "the essay of kinds has each" $?

for encoding in footnote annotation; do
    for place in foot margin; do
        project=$work/$encoding-$place
        cp -R site "$project"
        printf 'docbook: {notes: %s}\npdf: {notes: %s}\n' $encoding $place >>"$project/gloss.yaml"
        "$GLOSS" build -q -C "$project" -t html,docbook,pdf --validate --message-format short --color never >"$work/said" 2>&1
        count "all placements build, docbook $encoding, pdf $place" $?
        node check.mjs "$project" $encoding >"$work/said" 2>&1
        count "each note is in all formats, docbook $encoding, pdf $place" $?
    done
    sed -n '/^<info>/,/^<\/info>/p' "$project/public/essays/kinds/kinds.xml" | diff kinds-info.xml - >"$work/said"
    count "the info has all that front matter says, $encoding" $?
    xmllint --nonet --noout --relaxng $schema/rng/5.0/docbook.rng "$project"/public/essays/*/*.xml >"$work/said" 2>&1
    count "xmllint finds the DocBook valid, $encoding" $?
    jing $schema/rng/5.0/docbook.rng "$project"/public/essays/*/*.xml >"$work/said" 2>/dev/null
    count "jing finds the DocBook valid, $encoding" $?
    jing $schema/schematron/5.0/docbook.sch "$project"/public/essays/*/*.xml >"$work/said" 2>/dev/null
    count "jing finds nothing by docbook.sch, $encoding" $?
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
