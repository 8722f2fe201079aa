#!/usr/bin/env bash
# Notes follow their passages through edits: verdicts, places, what is written and what is left alone.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0

# count NAME STATUS
count() {
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
        sed 's/^/    /' "$work/out" "$work/err" 2>/dev/null
    fi
}

# ---- edits with the verdict that each should get ----

# cases FILE
cases() {
    local line
    node "$here/cases.mjs" "$GLOSS" "$work/cases" "$1" >"$work/said" 2>&1
    line=$(tail -n 1 "$work/said")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        sed '$d' "$work/said"
    else
        failed=$((failed + 1))
        cat "$work/said"
    fi
}

cases "$here/cases.json"
cases "$here/on.json"
if [ -n "${GLOSS_EDIT_CASES:-}" ]; then
    cases "$GLOSS_EDIT_CASES"
else
    echo "GLOSS_EDIT_CASES names no other file of cases: skipped"
    skipped=$((skipped + 1))
fi

# ---- a site whose notes file has every liberty that a person takes ----

site=$work/site
essay=$site/content/essays/mill.md
notes=$site/content/notes/mill.md

make_site() {
    rm -rf "$site"
    mkdir -p "$site"/content/{essays,notes}
    printf 'title: Mills\nbase_url: https://mills.example/\nformats: [html]\n' >"$site/gloss.yaml"
    printf '%s\n' '---' 'title: The mill' 'date: 2024-05-02' '---' '' \
        'The mill stood by the weir. Its wheel turned nine hours a day, and the miller slept through the noise.' '' \
        'In the dry summer the wheel stopped. He woke at once, and could not say why.' '' \
        'The grain waited in the loft. Mice kept the accounts.' >"$essay"
    # Windows line ends, trailing spaces, odd spacing, no line end at the end: all of it the author's.
    printf '%s\r\n' '---' 'author:   J. Doe' '---' '' '## wheel {date=2024-05-01}' '' '> Its wheel turned ==nine' \
        '> hours== a day, and the miller' '> slept through the noise.' '' 'Text, *kept*  ' 'as   it is.' '' \
        '##  mice   {#mice}' '' '>  Mice kept the accounts.' '' 'A note.' '' '## woke {status=draft}' '' \
        '> He woke at **once**, and could not' '' 'Draft.' '' '## all' '' 'On the whole.' '' '## stood' '' \
        '> The mill stood […] of a miller' '' 'Gone later.' >"$notes"
    sed -i 's/of a miller/turned nine hours/' "$notes"
    printf 'No line end.' >>"$notes"
}

gloss() { "$GLOSS" "$@" -C "$site" --color never --today 2024-05-02 >"$work/out" 2>"$work/err" </dev/null; }

make_site
gloss build
count "the site without mistakes" $?

gloss notes list --format csv
count "notes list" $?
grep -qx 'wheel,note,published,J. Doe,2024-05-01,.*content/essays/mill.md:6:46,"Text, kept as it is."' "$work/out"
count "notes list says where a passage stands and how the note begins" $?
grep -q '^woke,note,draft,' "$work/out"
count "notes list has drafts" $?
gloss notes list --format json
[ "$(grep -c '^{"essay":"mill","id":"' "$work/out")" = 5 ]
count "notes list as JSON, one object a line" $?
gloss notes status
grep -q '^5 notes: 5 anchored, 0 moved, 0 edited, 0 ambiguous, 0 deleted · since the last good build$' "$work/out"
count "notes status of what has not changed" $?

# Three passages are edited, one of them a draft's.
sed -i 's/nine hours/ten long hours/; s/Mice kept/Mice, alas, kept/; s/at once/at dawn/' "$essay"
cp "$notes" "$work/before.md"
gloss notes status
count "notes status ends with 0 whatever it says" $?
grep -q ': woke: edited: "once" is now "dawn" at .*content/essays/mill.md:8:49$' "$work/out"
count "notes status says what became of a passage" $?
gloss notes rebase --write
count "notes rebase without a terminal to ask on" $?
cmp -s "$notes" "$work/before.md"
count "what was edited is never written unasked" $?
gloss notes rebase
cp "$work/out" "$work/patch"
cmp -s "$notes" "$work/before.md"
count "notes rebase without --write writes nothing" $?

gloss notes rebase --write --yes
count "notes rebase --write --yes" $?
{
    sed -n 1,6p "$work/before.md"
    printf '%s\r\n' '> Its wheel turned ==ten long' '> hours== a day, and the' '> miller slept through the' '> noise.'
    sed -n 10,15p "$work/before.md"
    printf '>  Mice, alas, kept the accounts.\r\n'
    sed -n 17,21p "$work/before.md"
    printf '> He woke at **dawn**, and could not\r\n'
    sed -n 23,31p "$work/before.md"
    printf '> The mill stood […] turned ten long hours\r\n'
    sed -n '33,$p' "$work/before.md"
} >"$work/want.md"
diff <(sed 's/\r$/^M/' "$work/want.md") <(sed 's/\r$/^M/' "$notes") >"$work/out" && cmp -s "$work/want.md" "$notes"
count "all but the quotations stays byte for byte, line ends, marks, gaps and wrapping too" $?

cp "$work/before.md" "$work/patched.md"
patch -s --binary "$work/patched.md" "$work/patch" >"$work/out" 2>&1 && cmp -s "$work/patched.md" "$notes"
count "what notes rebase prints is a patch that does the same" $?
gloss build
count "the site builds afterwards" $?
gloss notes rebase --write --yes
grep -q ': 5 anchored, .* 0 rewritten' "$work/out" && cmp -s "$work/want.md" "$notes"
count "a second time there is nothing to do" $?

# ---- a person at a terminal ----

# Three passages are edited, and a fourth gets a copy: the three are asked about.
edit_site() {
    make_site
    gloss build
    printf '%s\n' '' 'In the loft He woke at once, and could not sleep.' >>"$essay"
    sed -i 's/nine hours/ten long hours/; s/Mice kept/Mice, alas, kept/; s/stood by/lay by/' "$essay"
    sed -i 's/ {status=draft}//' "$notes"
    cp "$notes" "$work/before.md"
}

# `at_terminal ANSWERS WORDS`: as someone would who types these answers and then ends the input. What is printed goes to
# $work/out; what the terminal shows, the questions and the answers, to $work/err.
at_terminal() {
    local answers=$1
    shift
    # shellcheck disable=SC2059
    printf "$answers" | script -qec "'$GLOSS' $* -C '$site' --color never --today 2024-05-02 >'$work/out'" /dev/null >"$work/err" 2>&1
}
asked() { grep -o 'write this quotation of note "[a-z]*"? \[y/N\]' "$work/err" | sed 's/.*note "\([a-z]*\)".*/\1/' | tr '\n' ' '; }

# The file of notes as it was but for these quotations, which become what a `--yes` makes of them.
expect_written() {
    cp "$work/before.md" "$work/want.md"
    local name
    for name in "$@"; do
        case $name in
        wheel) sed -i '7,9d; 6a > Its wheel turned ==ten long\r\n> hours== a day, and the\r\n> miller slept through the\r\n> noise.\r' "$work/want.md" ;;
        mice) sed -i 's/^>  Mice kept/>  Mice, alas, kept/' "$work/want.md" ;;
        woke) sed -i 's/^> He woke at \*\*once.*/> He woke at ==once==, and could not say\r/' "$work/want.md" ;;
        stood) sed -i 's/^> The mill stood.*/> The mill lay […] turned ten long hours\r/' "$work/want.md" ;;
        esac
    done
    diff <(sed 's/\r$/^M/' "$work/want.md") <(sed 's/\r$/^M/' "$notes") >"$work/out" && cmp -s "$work/want.md" "$notes"
}

edit_site
at_terminal 'y\ny\nyes\n' notes rebase --write
count "a person says yes" $?
[ "$(asked)" = 'wheel mice stood ' ]
count "is asked about each passage that was edited, and no other" $?
expect_written wheel mice woke stood
count "yes writes them, and what only wants context" $?

edit_site
at_terminal 'n\ny\n\n' notes rebase --write
[ "$(asked)" = 'wheel mice stood ' ] && expect_written mice woke
count "no, and an empty line, leave the quotation alone" $?

edit_site
at_terminal 'nothing of the sort, yes and yes and yes\nn\nno\n' notes rebase --write
expect_written woke
count "a long answer is one answer" $?

edit_site
at_terminal 'y\n' notes rebase --write
[ "$(asked)" = 'wheel mice ' ] && expect_written wheel woke
count "the end of the input ends the questions and writes no more" $?

edit_site
at_terminal '' notes rebase --write
[ "$(asked)" = 'wheel ' ] && expect_written woke
count "nothing at all is no" $?

edit_site
at_terminal 'y\n' notes rebase
[ -z "$(asked)" ] && cmp -s "$work/before.md" "$notes"
count "without --write nothing is asked" $?

# ---- context, moves, copies ----

make_site
gloss build
sed -i 's/the noise\./the noise. Mice kept the accounts./' "$essay"
gloss notes rebase --write
count "a copy of the passage elsewhere" $?
grep -q '^> .* loft\. ==Mice kept the accounts\.==.$' "$notes" || grep -q '==Mice kept the accounts\.==' "$notes"
count "gets the context that tells it apart" $?
gloss build
count "and builds again" $?

make_site
gloss build
printf '%s\n' '' 'He said it twice: In the dry summer the wheel stopped.' >>"$essay"
sed -i 's/^In the dry summer the wheel stopped\. He woke/The wheel had stopped in a dry year. He woke/' "$essay"
sed -i 's/^> He woke at \*\*once\*\*, and could not/> In the dry summer the wheel stopped./; s/ {status=draft}//' "$notes"
gloss check
grep -q 'content/notes/mill.md:22:1: warning\[note-moved\]' "$work/err"
count "gloss check warns of a passage that stands in new text only" $?
cp "$notes" "$work/before.md"
gloss notes rebase --write --yes
cmp -s "$notes" "$work/before.md"
count "and a moved quotation that still says the same is left alone" $?

make_site
gloss build
sed -i 's/ Mice kept the accounts\.//' "$essay"
cp "$notes" "$work/before.md"
gloss notes rebase --write --yes
grep -q ': mice: deleted: "Mice kept the accounts."$' "$work/out" && cmp -s "$notes" "$work/before.md"
count "a deleted passage is said and not written" $?

# ---- earlier texts in git ----

make_site
git_site() { git -C "$site" -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main -c commit.gpgsign=false "$@"; }
gloss notes status --since HEAD
[ $? = 2 ] && grep -q 'error\[bad-value\]: HEAD is a revision of git, and this project is not kept in git' "$work/err"
count "--since in a project without git" $?
printf '.gloss\npublic\n' >"$site/.gitignore"
{ git_site init -q && git_site add -A && git_site commit -qm 'First words' && git_site tag first; } >"$work/out" 2>&1
count "the site in git" $?
sed -i 's/at once/at dawn/' "$essay"
gloss notes status
grep -q ': woke: edited: "once" is now "dawn"' "$work/out"
count "without a good build, git's HEAD is what was" $?
git_site commit -qam 'Dawn'
gloss notes status --since first
grep -q ': woke: edited: "once" is now "dawn"' "$work/out" && grep -q ' · since first$' "$work/out"
count "--since REV" $?
for rev in nonsense --output=x HEAD:content '' 'a b'; do
    gloss notes status "--since=$rev"
    status=$?
    if [ -z "$rev" ]; then
        [ $status = 0 ]
    else
        [ $status = 2 ] && grep -qF "git knows no revision \"$rev\"" "$work/err"
    fi
    count "--since '$rev'" $?
done
sed -i 's/{status=draft}/{status=draft rev=first}/' "$notes"
gloss notes status
grep -q ': woke: edited: "once" is now "dawn"' "$work/out"
count "a note's own rev wins" $?
sed -i 's/rev=first/rev=last/' "$notes"
gloss notes status
grep -q 'content/notes/mill.md:20:[0-9]*: error\[bad-value\]: git knows no revision "last"' "$work/err"
count "a note's rev that git does not know is said at its place" $?

# ---- the command line ----

make_site
for words in "notes" "notes move" "notes list --write" "notes status --format xml" "notes list now"; do
    # shellcheck disable=SC2086
    gloss $words
    [ $? = 2 ] && grep -q '  help: ' "$work/err"
    count "gloss $words is wrong usage, with a cure" $?
done
gloss build --dry-run
[ ! -e "$site/.gloss" ]
count "a dry run keeps nothing" $?

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
