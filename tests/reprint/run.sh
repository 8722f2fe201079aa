#!/usr/bin/env bash
# A PDF whose inputs are as they were is not printed again, and one of which any input has changed is: its text,
# a figure, a setting, the template, the formatter, the fonts. A PDF that is printed is another file than before.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
GLOSS=${GLOSS:-$PWD/build/gloss}
export SOURCE_DATE_EPOCH=1714608000
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

site=$work/site
mkdir -p "$site"/content/{essays,notes} "$work"/{home/.fonts,print}
cp -R themes "$site/"
printf 'title: Twice\nbase_url: https://example.org/\n' >"$site/gloss.yaml"
for name in one two; do
    printf -- '---\ntitle: Essay %s\ndate: 2024-05-02\n---\n\nThe bell of the harbour rang at noon.\n' $name \
        >"$site/content/essays/$name.md"
    printf '## bell\n\n> The bell of the harbour\n\nIt cracked in winter.\n' >"$site/content/notes/$name.md"
done
draw() { # COLOUR
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="%s"/></svg>\n' "$1"
}
draw red >"$site/content/essays/plan.svg"
printf '\n![A plan](plan.svg "The plan")\n' >>"$site/content/essays/one.md"
cp build/print/{driver.mjs,package.json} "$work/print/"
ln -s "$PWD/build/print/node_modules" "$work/print/node_modules"
export HOME=$work/home GLOSS_PRINT=$work/print

build() { "$GLOSS" build "$@" -q -C "$site" -t html,docbook,pdf --color never >"$work/said" 2>&1; }
file_of() { stat -c %i "$site/.gloss/print/essays/$1/$1.pdf"; }
# Build, and see which of the two was printed: "one two", "one", "two" or "".
prints() { # WHAT EXPECTED
    local one two now=()
    one=$(file_of one) two=$(file_of two)
    build
    count "$1: it builds" $?
    # The old file is held open by a link, so that its number is not given to the new one.
    [ "$(file_of one)" = "$one" ] || now+=(one)
    [ "$(file_of two)" = "$two" ] || now+=(two)
    hold
    echo "printed: ${now[*]}" >"$work/said"
    [ "${now[*]}" = "$2" ]
    count "$1: printed is \"$2\"" $?
}
hold() { for name in one two; do ln -f "$site/.gloss/print/essays/$name/$name.pdf" "$work/held-$name"; done; }

build
count "it builds" $?
hold
prints "nothing has changed" ""
build --reader --notebook
count "it builds with reader and notebook" $?
for part in reader notebook; do pdftotext "$site/public/essays/one/one-$part.pdf" "$work/$part"; done
cat "$work/reader" "$work/notebook" >"$work/said"
grep -q 'harbour1 rang at noon' "$work/reader" && ! grep -q cracked "$work/reader"
count "the reader's copy has the number of the note alone" $?
grep -q '^1 The bell of the harbour' "$work/notebook" && grep -q 'It cracked in winter' "$work/notebook" && ! grep -q 'rang at noon' "$work/notebook"
count "the notebook has the note alone" $?
prints "both are no longer wanted" ""
ls "$site/public/essays/one" >"$work/said"
! grep -qE 'reader|notebook' "$work/said"
count "they are gone, and the PDF of the whole was kept" $?
printf '\nAnother paragraph.\n' >>"$site/content/essays/two.md"
prints "a text has changed" two
sed -i 's/in winter/in spring/' "$site/content/notes/one.md"
prints "a note has changed" one
pdftotext "$site/public/essays/one/one.pdf" - >"$work/said"
grep -q 'in spring' "$work/said"
count "the new words are in the PDF" $?
draw blue >"$site/content/essays/plan.svg"
prints "a figure has changed" one
echo 'pdf: {paper: letter}' >>"$site/gloss.yaml"
prints "a setting has changed" "one two"
pdfinfo "$site/public/essays/two/two.pdf" >"$work/said"
grep -q '612 x 792' "$work/said"
count "the new paper is that of the PDF" $?
sed -i '$d' "$site/gloss.yaml"
echo 'pdf: {paper: {width: 150mm, height: 7in, margins: {left: 40mm}}, fonts: {text: DejaVu Sans Mono}}' >>"$site/gloss.yaml"
prints "measures and a font were set" "one two"
pdfinfo "$site/public/essays/two/two.pdf" >"$work/said"
grep -q '425.197 x 504' "$work/said"
count "the sheet has the measures" $?
pdftotext -bbox "$site/public/essays/two/two.pdf" "$work/said"
sed -n 's/.*xMin="\([0-9]*\).*/\1/p' "$work/said" | sort -n | head -1 | grep -qx 11[34]
count "the text begins after the margin" $?
pdffonts "$site/public/essays/two/two.pdf" >"$work/said"
grep -q DejaVuSansMono "$work/said" && ! grep -q Gentium "$work/said"
count "the text has the font" $?
build --pdf-notes margin && pdftotext -bbox "$site/public/essays/one/one.pdf" "$work/said"
sed -n 's/.*xMin="\([0-9]*\).*cracked.*/\1/p' "$work/said" | awk '$1 < 250 { bad = 1 } END { exit bad || !NR }'
count "--pdf-notes margin puts the note beside the text" $?
sed -i '$d' "$site/gloss.yaml"
prints "the settings are the default again" "one two"
sed -i 's/rgb("#96301a")/rgb("#30961a")/' "$site/themes/paper/print/page.typ"
prints "the template has changed" "one two"
echo '// Another version.' >>"$work/print/driver.mjs"
prints "the formatter has changed" "one two"
font=$(fc-list -f '%{file}\n' 'Gentium Plus' | sort | head -1)
cp "$font" "$work/home/.fonts/"
prints "a font was installed" "one two"
head -c 1000 "$site/.gloss/print/essays/two/two.pdf" >"$work/cut"
cat "$work/cut" >"$site/.gloss/print/essays/two/two.pdf"
prints "the PDF in the cache is damaged" two
rm -r "$site/public"
prints "the output was removed" ""
test -s "$site/public/essays/one/one.pdf" -a -s "$site/public/essays/two/two.pdf"
count "what was not printed again is published" $?
sums() { (cd "$site/public" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
sums >"$work/before"
rm -rf "$site/public" "$site/.gloss"
build
count "it builds without the cache" $?
sums | diff "$work/before" - >"$work/said"
count "and gives the same bytes" $?

# A terminal sees how far a slow build is; a file does not.
cp "$work/print/driver.mjs" "$work/print/fast.mjs"
sed -i 's/^    answerJob(line, formatter);/    await new Promise((resolve) => setTimeout(resolve, 900));\n&/' "$work/print/driver.mjs"
TERM=xterm script -qec "$GLOSS build -C $site -t pdf --color never" /dev/null </dev/null >"$work/said" 2>&1
grep -q $'\rPDFs: 2 of 2\033\[K' "$work/said" && grep -q $'\r\033\[K2 essays' "$work/said"
count "a terminal is shown what is being printed, until that is done" $?
echo >>"$work/print/driver.mjs"
"$GLOSS" build -C "$site" -t pdf --color never >"$work/said" 2>&1
! grep -q 'of 2' "$work/said"
count "a file is not" $?
mv "$work/print/fast.mjs" "$work/print/driver.mjs"
build
count "it builds again" $?

# What the formatter says of a page is said on each build, until it is mended.
printf '\nA crab: 🦀\n' >>"$site/content/essays/two.md"
build
first=$?
cp "$work/said" "$work/first"
build
[ $? -eq $first ] && [ $first -ne 0 ] && [ -s "$work/first" ] && diff "$work/first" "$work/said" >/dev/null
count "an error of printing is said again" $?
grep -qE 'content/essays/two\.md:[0-9]+:9: error\[print-no-glyph\]: .*🦀 \(U\+1F980\)' "$work/said"
count "the letter and its place in the essay are named" $?
sed -i '$d' "$site/content/essays/two.md"
sed -i 's/in spring/in 𓀀 spring/' "$site/content/notes/one.md"
build
grep -qE 'content/notes/one\.md:5:15: error\[print-no-glyph\]' "$work/said"
count "and its place in a note" $?

echo "$passed passed, $failed failed"
[ $failed = 0 ]
