#!/usr/bin/env bash
# Series of marks, replies and layers in what is published: the PDF, what `--layers` leaves out, and that
# nothing is left of what is not published yet.
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

# The golden case of that name, as a project.
make_project() { # CASE PROJECT
    mkdir -p "$2/content/essays" "$2/content/notes"
    cp "tests/$1/essay.md" "$2/content/essays/case.md"
    cp "tests/$1/notes.md" "$2/content/notes/case.md"
    printf 'title: Cases\nbase_url: https://example.org/\nseverity: {note-quote-short: ignore}\n' >"$2/gloss.yaml"
    if [ -f "tests/$1/gloss.yaml" ]; then cp "tests/$1/gloss.yaml" "$2/"; fi
    if [ -d "tests/$1/files" ]; then cp -R "tests/$1/files/." "$2/"; fi
}

build() { # PROJECT FLAGS…
    "$GLOSS" build -q -C "$@" --message-format short --color never >"$work/said" 2>&1
}

# The words of the PDF in their order, on one line.
text_of() { pdftotext -raw "$1/public/essays/case/case.pdf" - | tr -s ' \n' '  ' | tee "$work/said"; }

# ---- in print: the build itself compares notes and numbers; here are the words

for kind in foot margin; do
    make_project notes/replies "$work/replies-$kind"
    printf 'pdf: {notes: %s}\n' $kind >>"$work/replies-$kind/gloss.yaml"
    build "$work/replies-$kind" -t html,docbook,pdf --validate
    count "replies are printed, notes: $kind" $?
    text_of "$work/replies-$kind" | grep -q '1 The first note says this. 1a I agree. .*1b I do not. 1c It says more'
    count "replies stand under their note with their labels, notes: $kind" $?
done

for encoding in footnote annotation; do
    for name in series/marks-of-their-own notes/replies notes/on-a-footnote notes/on-an-element; do
        project=$work/$encoding-${name//\//-}
        make_project "$name" "$project"
        printf 'docbook: {notes: %s}\n' $encoding >>"$project/gloss.yaml"
        build "$project" -t html,docbook,pdf --validate
        count "$name is in all formats alike, docbook notes: $encoding" $?
    done
done
text_of "$work/footnote-series-marks-of-their-own" \
    | grep -q '1 Editor.s note The editor.s first. \* Translator.s note The translator.s first. \*a Editor.s note A reply .* a A reader.s. a1 Editor.s note To .* † Translator.s note The translator.s second. i The printer.s. i1 Editor.s note To .* 2 A footnote. 3 Editor.s note The editor.s second'
count "each note stands in the PDF with its mark, and each reply with its own" $?

# ---- chosen layers

project=$work/annotation-series-marks-of-their-own
build "$project" -t html,docbook,pdf --layers editor,reader
count "--layers editor,reader builds" $?
grep -rlE "note-t1|note-p1|[Tt]ranslator|printer" "$project/public/essays" >"$work/said"
count "no byte is left of the layers that were not chosen" $((1 - $?))
grep -o 'id="note-[^"]*"' "$project/public/essays/case/index.html" | sort | paste -sd' ' >"$work/said"
grep -qx 'id="note-answer-to-letter" id="note-e0" id="note-e1" id="note-r1"' "$work/said"
count "a reply goes with the note that it answers" $?
build "$project" --layers editor,reeder
[ $? = 2 ] && grep -q '`--layers reeder`: gloss.yaml has no layer of that name' "$work/said"
count "a layer that is not there is wrong usage" $?
build "$project" --layers ,
[ $? = 2 ]
count "no layer at all is wrong usage" $?

# ---- what is not published yet

project=$work/unpublished
mkdir -p "$project/content/essays" "$project/content/notes"
cat >"$project/gloss.yaml" <<'YAML'
title: Cases
base_url: https://example.org/
notes: {layers: {editor: {label: Editor}, secretlayer: {label: Secretlabel}}}
severity: {note-quote-short: ignore}
YAML
cat >"$project/content/essays/case.md" <<'MARKDOWN'
---
title: A case
date: 2024-05-02
---

One two three[^a].

[^a]: A footnote.
MARKDOWN
cat >"$project/content/notes/case.md" <<'MARKDOWN'
## open

> One

To be read by all.

## secretdraft {status=draft author=Secretauthor layer=secretlayer .secretclass date=1987-06-05}

> two

Secrettext with a footnote[^s] and a [link](https://secret.example/).

[^s]: Secretfootnote.

## secretreview {status=review on=fn:a}

Secrettext in a footnote.

## secretwhole {status=draft}

Secrettext on the whole.

## secretfuture {publish=2099-01-01}

> three

Secrettext of the future.

## secretreply {on=note:secretdraft}

Secrettext that is published itself, and answers what is not.

## secretreplyreply {on=note:secretreply}

Secrettext that answers that.

## draftreply {on=note:open status=draft}

Secrettext that answers what is published.
MARKDOWN
secret='secret|draftreply|1987'
build "$project" -t html,docbook,pdf --validate
count "an essay with notes that are not published builds" $?
grep -rliE "$secret" "$project/public" >"$work/said"
count "no byte is left of a note that is not published" $((1 - $?))
text_of "$project" | grep -iE "$secret"
count "nor is a word of it in the PDF" $((1 - $?))
pdfinfo "$project/public/essays/case/case.pdf" 2>"$work/err" | grep -iE "$secret" >"$work/said"
count "nor anything about it" $((1 - $?))
build "$project" -t html,docbook,pdf --drafts
count "--drafts builds" $?
grep -o 'id="note-[^"]*"' "$project/public/essays/case/index.html" | sort | paste -sd' ' >"$work/said"
grep -qx 'id="note-draftreply" id="note-open" id="note-secretdraft" id="note-secretreply" id="note-secretreplyreply" id="note-secretreview" id="note-secretwhole"' "$work/said"
count "--drafts shows drafts, and what answers them" $?
build "$project" -t html --future
page=$project/public/essays/case
grep -q 'of the future' "$page/index.html" && ! grep -qi 'secretdraft' "$page/index.html" "$page/notes.css"
count "--future shows what is due later, and no draft" $?

echo "$passed passed, $failed failed"
[ $failed = 0 ]
