#!/usr/bin/env bash
# What a writer sees after a mistake: the exit status, the place, the excerpt with its caret, the cure; and that what
# was published before is untouched. Each mistake is made in a small site of its own.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

say_pass() { passed=$((passed + 1)); }
say_fail() {
    failed=$((failed + 1))
    echo "FAIL $1"
    sed 's/^/    /' "$work/err"
}

# A site with one essay, its notes, two terms and a filter, which builds without a word.
make_site() {
    rm -rf "$work/site"
    mkdir -p "$work/site"/{content/essays,content/notes,content/glossary,filters}
    cd "$work/site" || exit 1
    cat >gloss.yaml <<'YAML'
title: Lamps
base_url: https://lamps.example/
formats: [html, docbook]
filters: [glossary, shout]
YAML
    cat >content/essays/lamp.md <<'MD'
---
title: The lamp
date: 2024-05-02
---

The keeper lit the lamp at four in the morning, and nobody saw it.

## Oil

The lamp burned whale oil until 1866.
MD
    cat >content/notes/lamp.md <<'MD'
## early

> at four in the morning

In winter, that is.
MD
    printf -- '---\nterm: keeper\n---\n\nA salaried officer of the harbour.\n' >content/glossary/keeper.md
    printf -- '---\nterm: whale oil\n---\n\nWhat lamps burned.\n' >content/glossary/whale-oil.md
    printf 'function Str(el)\n  return nil\nend\n' >filters/shout.lua
}

build() { "$GLOSS" build --color never >"$work/out" 2>"$work/err"; }

fingerprint() { (cd "$work/site/public" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }

# expect NAME STATUS PATTERN…: after a good build and the mistake, the build ends so and says so, and public is as it was.
expect() {
    local name=$1 status=$2 got pattern
    shift 2
    build
    got=$?
    if [ $got -ne "$status" ]; then
        say_fail "$name: status $got instead of $status"
        return
    fi
    for pattern in "$@"; do
        if ! grep -qE -- "$pattern" "$work/err"; then
            say_fail "$name: nothing like: $pattern"
            return
        fi
    done
    fingerprint >"$work/after"
    if ! cmp -s "$work/before" "$work/after"; then
        say_fail "$name: public has changed"
        return
    fi
    say_pass
}

start() {
    make_site
    if ! build; then
        say_fail "the site without mistakes"
    fi
    fingerprint >"$work/before"
}

start
sed -i 's/at four in the morning/at four in the mornnig/' content/notes/lamp.md
expect misquoted 1 '^content/notes/lamp\.md:3:3: error\[note-not-found\]: ' '^  3 \| > at four in the mornnig$' '^    \|   \^{22}$' \
    'closest: content/essays/lamp\.md:6:25 "at four in the morning"' 'help: ' 'nothing published'

start
printf '\n## early\n\n> burned whale oil\n\nAgain.\n' >>content/notes/lamp.md
expect note-id-twice 1 '^content/notes/lamp\.md:7:[0-9]+: error\[note-id-twice\]: ' '^    \| +\^+' 'content/notes/lamp\.md:1:'

start
printf '\n## Again {#oil}\n' >>content/essays/lamp.md
printf '\n## Once more {#oil}\n' >>content/essays/lamp.md
expect id-twice 1 '^content/essays/lamp\.md:14:[0-9]+: error\[id-twice\]: ' '^ +14 \| ' '\^' 'first: content/essays/lamp\.md:12:'

start
sed -i 's/^date: /dat: /' content/essays/lamp.md
expect unknown-key 1 '^content/essays/lamp\.md:3:1: error\[unknown-key\]: .*"?dat"?' 'did you mean .?date' '^  3 \| dat: 2024-05-02' '\^\^\^'

start
sed -i 's/^title: /titel: /' gloss.yaml
expect unknown-key-in-configuration 2 '^gloss\.yaml:1:1: error\[unknown-key\]: ' 'did you mean .?title'

start
printf 'See [the wick](wick.md).\n' >>content/essays/lamp.md
expect broken-link 1 '^content/essays/lamp\.md:11:[0-9]+: error\[link-no-page\]: ' '^ +11 \| .*See \[the wick\]\(wick\.md\)' '\^' 'help: '

start
printf '\nSee [there](#nowhere) and [that](term:kepeer).\n' >>content/essays/lamp.md
expect broken-inner-links 1 'lamp\.md:12:[0-9]+: error\[link-no-heading\]' 'lamp\.md:12:[0-9]+: error\[term-unknown\]' 'did you mean "term:keeper"'

start
printf 'function Str(el)\n  local s = nil\n  return s.text\nend\n' >filters/shout.lua
expect lua-error 1 'error\[filter-error\]: ' '^content/essays/lamp\.md:[0-9]+:[0-9]+: ' 'filters/shout\.lua:3' "index a nil value" '\^'

start
printf 'function Str(el)\n  while true do end\nend\n' >filters/shout.lua
expect lua-loop 1 'error\[filter-budget\]: ' 'filters/shout\.lua'

start
printf 'function Str(el\n' >filters/shout.lua
expect lua-syntax 1 '^filters/shout\.lua:2:1: error\[filter-error\]: ' "expected near <eof>"

start
printf '\n::: {.box}\n\nNever closed.\n' >>content/essays/lamp.md
expect div-unclosed 1 '^content/essays/lamp\.md:12:1: error\[div-unclosed\]: '

start
printf '\nA byte \xff that is no text.\n' >>content/essays/lamp.md
expect not-utf8 1 '^content/essays/lamp\.md:12:8: error\[not-utf8\]: '

start
printf 'filters: [glossary, shuot]\n' >>gloss.yaml
sed -i '/^filters: \[glossary, shout\]$/d' gloss.yaml
expect no-such-filter 2 '^gloss\.yaml:4:[0-9]+: error\[no-such-filter\]: ' 'did you mean'

# Two mistakes in two essays are both told in one run.
start
sed -i 's/at four in the morning/at nine in the evening/' content/notes/lamp.md
printf -- '---\ntitle: The wick\ndate: 2024-06-01\n---\n\nSee [x](nowhere.md).\n' >content/essays/wick.md
expect both-told 1 'lamp\.md:3:3: error\[note-not-found\]' 'wick\.md:6:5: error\[link-no-page\]'

# A folder without a project, a verb and a flag that are not there.
mkdir -p "$work/empty"
cd "$work/empty" || exit 1
for call in "build:no-project:2" "biuld:did you mean .gloss build:2" "build --nonsense:nonsense:2" \
    "build -C $work/site --only wikc:no essay of that slug:2"; do
    IFS=: read -r words pattern status <<<"$call"
    # shellcheck disable=SC2086
    "$GLOSS" $words >"$work/out" 2>"$work/err"
    got=$?
    if [ $got -eq "$status" ] && grep -qE "$pattern" "$work/err"; then say_pass; else say_fail "gloss $words ($got)"; fi
done

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
