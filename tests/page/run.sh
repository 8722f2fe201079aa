#!/usr/bin/env bash
# Pages as a browser shows them: valid HTML, accessible, no note over another, notes that open and lead back.
#
# A small site with an essay in each direction of writing is built, and essays with 1, 20 and 150 notes are made for it.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

count() {
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
        head -n 40 "$work/said"
    fi
}

cp -R site "$work/site"

# An essay of so many sentences with a note each, two to a paragraph at times, long notes among them.
make_essay() { # SLUG COUNT LANGUAGE
    local notes=$work/site/content/notes/$1.md i passage='Passage number' more='stands here and a little more text after it.'
    if [ "$3" = ar ]; then passage='المقطع رقم' more='يقف هنا ومعه نص قصير بعده، وبعد النص كلام آخر.'; fi
    {
        printf -- '---\ntitle: An essay with %d notes\ndate: 2024-01-01\nlanguage: %s\nauthors: [{name: N. N.}]\n---\n' "$2" "$3"
        for i in $(seq 1 "$2"); do
            [ $((i % 3)) = 0 ] || echo
            echo "$passage $i $more"
        done
    } >"$work/site/content/essays/$1.md"
    printf -- '---\nessay: %s\n---\n' "$1" >"$notes"
    for i in $(seq 1 "$2"); do
        printf '\n## n%d\n\n> ==%s %d== %s\n\n%s: %d.\n' "$i" "$passage" "$i" "${more%% *}" "$passage" "$i" >>"$notes"
        [ $((i % 7)) != 0 ] || [ "$3" = ar ] || printf '\nIt goes on for a while, so that it is longer than the place in the margin beside its passage, and the next one has to move down.\n\n- with\n- a\n- list\n' >>"$notes"
    done
}
make_essay one 1 en
make_essay twenty 20 en
make_essay many 150 en
make_essay mirrored 150 ar

"$GLOSS" build -C "$work/site" >"$work/said" 2>&1
count "the site builds" $?
[ "$failed" = 0 ] || { echo "$passed passed, $failed failed"; exit 1; }
public=$work/site/public

# Nothing that a strict content security policy would refuse.
if grep -rnE --include='*.html' '<script|<style| style=| on[a-z]+="' "$public" >"$work/said"; then
    count "no script, style sheet or style attribute in a page" 1
else
    count "no script, style sheet or style attribute in a page" 0
fi

find "$public" -name '*.html' -print0 | xargs -0 java -jar "$TEST_MODULES/vnu-jar/build/dist/vnu.jar" >"$work/said" 2>&1
count "the Nu checker finds nothing" $?

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$browser" ]; then
    echo "there is no Chromium"
    echo "$passed passed, $((failed + 1)) failed"
    exit 1
fi
BROWSER=$browser PAGES=$public node look.mjs >"$work/looked" 2>"$work/said"
status=$?
grep -v '^[0-9]* passed' "$work/looked"
counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/looked")
if [ -z "$counts" ]; then
    count "the browser's checks come to an end (status $status)" 1
else
    read -r p _ f _ <<<"$counts"
    passed=$((passed + p))
    failed=$((failed + f))
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
