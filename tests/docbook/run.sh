#!/usr/bin/env bash
# The DocBook writer before judges that are not ours: xmllint and jing with the schema of DocBook 5.0, jing with its
# Schematron rules, and pandoc, which must find the words of every note. The documents are those of tests/unit/docbook*.c.
set -uo pipefail

rng=${GLOSS_DOCBOOK_RNG:-/usr/share/xml/docbook/schema/rng/5.0/docbook.rng}
sch=/usr/share/xml/docbook/schema/schematron/5.0/docbook.sch
stock=/usr/share/xml/docbook/stylesheet/docbook-xsl-ns
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# A test by its name: the command says nothing and ends with 0 where all is well.
judge() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$name:"
        head -20 <<<"$said" | sed 's/^/    /'
    fi
}

# jing's start script warns of Java libraries that it does not need.
jing_finds_nothing() {
    local said
    said=$(jing "$@" 2>/dev/null) || { echo "$said"; return 1; }
}

words_of_notes() { grep -oE 'Words of (note|footnote) [a-z-]+' | sort -u; }

words_arrive() {
    diff <(words_of_notes <"$1") <(pandoc -f docbook -t plain --wrap=none "$1" | words_of_notes)
}

# The stock style sheets, which leave annotations out, print every note that is a footnote.
stock_sheets_print() {
    diff <(xmllint --xpath "//*[local-name()='footnote']" "$1" | words_of_notes) \
        <(xsltproc --nonet "$stock/html/docbook.xsl" "$1" 2>/dev/null | words_of_notes)
}

# So they do on paper, by FOP as Debian has it, where a footnote in an annotation goes with that; a name
# may be parted at its hyphen.
stock_sheets_print_on_paper() {
    xsltproc --nonet --stringparam hyphenate false --stringparam alignment left --stringparam fop1.extensions 1 \
        -o "$work/stock.fo" "$stock/fo/docbook.xsl" "$1" 2>/dev/null || return 1
    fop -q "$work/stock.fo" "$work/stock.pdf" >/dev/null 2>&1 || return 1
    diff <(xmllint --xpath "//*[local-name()='footnote'][not(ancestor::*[local-name()='annotation'])]" "$1" | words_of_notes) \
        <(pdftotext "$work/stock.pdf" - | tr '\n' ' ' | sed 's,- ,-,g' | words_of_notes)
}

# The manual has a row for each kind of node, and names the element that node.def gives it.
manual_knows_all_kinds() {
    awk -F'"' '
        FILENAME ~ /node.def$/ && /^NODE\([A-Z]/ { element[$2] = $4; next }
        /^\.It Li / { kind = $3 == "" ? substr($0, 8) : $0; sub(/^\.It Li /, "", kind); row[kind] = " " }
        /^\.Li / { word = $0; sub(/^\.Li /, "", word); sub(/ .*/, "", word); row[kind] = row[kind] word " " }
        END {
            for (kind in element)
                if (index(row[kind] " ", element[kind] == "" ? " " : " " element[kind] " ") == 0) {
                    print kind " should be " element[kind]
                    missing = 1
                }
            exit missing
        }' gen/model/node.def gen/write/gloss-docbook.7
}

# The writer, asked twice, gives the same bytes.
gives_the_same_again() {
    mkdir "$work/again" && GLOSS_DOCBOOK_OUT="$work/again" "$GLOSS_BUILD/unit/docbook" || return 1
    for file in "$work"/again/*.xml; do cmp "$file" "$work/${file##*/}" || return 1; done
}

judge "the manual has every kind of node" manual_knows_all_kinds
export GLOSS_DOCBOOK_OUT=$work
judge "the essay with all kinds is written" "$GLOSS_BUILD/unit/docbook"
judge "random essays are written" env GLOSS_SEED_NUMBER=50000 GLOSS_ESSAYS="${GLOSS_ESSAYS:-4000}" \
    "$GLOSS_BUILD/unit/docbook_random"
judge "there are files to look at" test -s "$work/footnotes.xml" -a -s "$work/annotations.xml" \
    -a -s "$work/glossary.xml" -a -s "$work/random-50000-essay.xml"
judge "xmllint: docbook.rng" xmllint --nonet --noout --relaxng "$rng" "$work"/*.xml
judge "jing: docbook.rng" jing_finds_nothing "$rng" "$work"/*.xml
judge "jing: docbook.sch" jing_finds_nothing "$sch" "$work"/*.xml
judge "pandoc reads all notes as footnotes" words_arrive "$work/footnotes.xml"
judge "pandoc reads all notes as annotations" words_arrive "$work/annotations.xml"
judge "stock docbook-xsl prints all footnotes" stock_sheets_print "$work/footnotes.xml"
judge "stock docbook-xsl and FOP print all footnotes" stock_sheets_print_on_paper "$work/footnotes.xml"
judge "the same input gives the same bytes" gives_the_same_again

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
