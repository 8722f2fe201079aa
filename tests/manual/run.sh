#!/usr/bin/env bash
# The manual: each example of `gloss explain` and of the pages does what is said of it; no diagnostic is without its
# text; the page of diagnostics is the one that the table gives (BLESS=1 writes it anew); mandoc finds nothing.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
skipped=0

pass() { passed=$((passed + 1)); }
fail() {
    failed=$((failed + 1))
    echo "FAIL $1"
    [ ! -s "${2:-}" ] || sed 's/^/    /' "$2"
}

# ---- a small project ----

# One essay, one term, one filter and one picture, which build without a word.
make_site() {
    rm -rf "$work/site"
    mkdir -p "$work/site"/{content/essays,content/notes,content/glossary,filters}
    cd "$work/site" || exit 1
    printf 'filters: [glossary, loud]\n' | put_file gloss.yaml
    put_file content/essays/lamp.md <<'MD'
The keeper lit the lamp at four in the morning, and nobody saw it.

## Oil

The lamp burned whale oil until 1866, and colza oil after that. The lamp was seen for ten miles.
MD
    printf -- '---\nterm: keeper\n---\n\nA salaried officer of the harbour.\n' | put_file content/glossary/keeper.md
    printf 'function Str(el)\n  return nil\nend\n' >filters/loud.lua
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n' >content/essays/lamp.svg
}

# Write standard input to a file of the project; what an example leaves out stands above it.
put_file() {
    local text
    text=$(cat)
    mkdir -p "$(dirname "$1")"
    case $1 in
    gloss.yaml)
        grep -q '^title:' <<<"$text" || printf 'title: Lamps\nbase_url: https://lamps.example/\n'
        grep -q '^filters:' <<<"$text" || printf 'filters: [glossary, loud]\n'
        ;;
    content/essays/*)
        [[ $text == ---* ]] || printf -- '---\ntitle: The lamp\ndate: 2024-05-02\n---\n\n'
        ;;
    esac >"$1"
    printf '%s\n' "$text" >>"$1"
}

# The files of an example on standard input, into the project; false where it has none.
put_example() {
    local line file='' text=''
    while IFS= read -r line || [ -n "$line" ]; do
        if [[ $line =~ ^([a-z0-9./-]+\.[a-z]+):$ ]]; then
            [ -z "$file" ] || put_file "$file" <<<"$text"
            file=${BASH_REMATCH[1]} text=
        else
            text+=$line$'\n'
        fi
    done
    [ -n "$file" ] && put_file "$file" <<<"$text"
}

# A document that lies beside the project is converted, not built.
build() {
    local document
    for document in *.json *.html; do
        [ -f "$document" ] || continue
        "$GLOSS" convert -v --color never --message-format short "$document" >"$work/out" 2>"$work/err"
        return
    done
    "$GLOSS" build -v --color never --message-format short >"$work/out" 2>"$work/err"
}

# ---- gloss explain ----

# What cannot be made with files: the machine, the formatter, what has changed since a build, and mistakes of gloss's own.
# All others are tried.
beyond_files=' not-utf8 image-unreadable docbook-invalid print-no-engine print-other-engine print-failed print-no-glyph print-layout formats-disagree
 note-moved format-simplified no-project cannot-read port-taken cannot-write disk-full '
untried=()

# The part of the text on a name below `The mistake:` or `The cure:`, without its indentation.
part_of() { awk -v want="$2:" '/^The (mistake|cure):$/ { on = $0 == want; next } on' "$1" | sed 's/^    //'; }

test_explain() {
    local name=$1 text=$work/text
    "$GLOSS" explain "$name" >"$text" 2>&1 || { fail "explain $name" "$text"; return; }
    if part_of "$text" 'The mistake' | grep -q . && part_of "$text" 'The cure' | grep -q .; then
        pass
    else
        fail "explain $name: an example is missing" "$text"
    fi
    make_site
    if part_of "$text" 'The mistake' | put_example; then
        build
        if grep -qF "[$name]" "$work/err"; then pass; else fail "$name: its mistake is none" "$work/err"; fi
    else
        untried+=("$name")
    fi
    make_site
    if part_of "$text" 'The cure' | put_example; then
        build
        if grep -qE "\[$name\]|error\[" "$work/err"; then fail "$name: its cure is none" "$work/err"; else pass; fi
    fi
}

test_list() {
    sed -n 's/^DIAG([A-Z_0-9]*, *"\([a-z0-9-]*\)".*/\1/p' "$root/gen/base/diag.def" >"$work/table"
    "$GLOSS" explain | awk '{ print $1 }' >"$work/list"
    if [ -s "$work/table" ] && diff "$work/table" "$work/list" >"$work/diff"; then
        pass
    else
        fail 'explain lists other names than diag.def' "$work/diff"
    fi
    "$GLOSS" explain note-not-fuond >"$work/out" 2>"$work/err"
    if [ $? = 2 ] && grep -qF 'did you mean "note-not-found"?' "$work/err"; then pass; else fail 'explain of a slip' "$work/err"; fi
}

make_site
build
if [ -s "$work/err" ] && grep -q '\[' "$work/err"; then fail 'the project of the examples is not clean' "$work/err"; else pass; fi
test_list
for name in $(cat "$work/list"); do
    test_explain "$name"
done
for name in ${untried[@]+"${untried[@]}"}; do
    [[ $(tr '\n' ' ' <<<"$beyond_files") == *" $name "* ]] || fail "$name: its mistake has no file"
done
cd "$root" || exit 1

# ---- the pages ----

# What an example of a page says once it is printed.
unroff() { sed -e 's/\\&//g' -e 's/\\e/\\/g' -e 's/\\(em/—/g' -e 's/\\(en/–/g' -e 's/\\(lq/“/g' -e 's/\\(rq/”/g' -e 's/\\(el/…/g' -e 's/\\(pc/·/g'; }

# Build the project that the examples so far have made; it has to build without an error or a warning.
try_project() {
    local page=$1
    build
    local status=$?
    if [ $status = 0 ] && ! grep -qE '(error|warning)\[' "$work/err"; then
        pass
    else
        fail "$page: the example that ends in line $2 (status $status)" "$work/err"
    fi
}

# Run a command of a page in the project, which is to succeed.
run_command() {
    # shellcheck disable=SC2086
    "$GLOSS" ${1#gloss } >"$work/said" 2>"$work/err"
}

# It prints what the page says.
try_command() {
    local page=$1 command=$2
    if run_command "$command" && unroff | diff - "$work/said" >"$work/diff"; then
        pass
    else
        fail "$page: $command" "$work/diff"
    fi
}

# It fails, and says what the page says.
try_mistake() {
    local page=$1 command=$2
    if ! run_command "$command" && unroff | diff - "$work/err" >"$work/diff"; then
        pass
    else
        fail "$page: $command" "$work/diff"
    fi
}

# It tells what the page says, but for what is counted and measured.
try_trace() {
    local page=$1 command=$2
    run_command "$command"
    if unroff | sed 's/[0-9.]* \(of\|ms\)/N \1/g' | diff - <(sed 's/[0-9.]* \(of\|ms\)/N \1/g; /^$/d' "$work/err") >"$work/diff"; then
        pass
    else
        fail "$page: $command" "$work/diff"
    fi
}

# `.\" example FILE` names the file that the display below it is, `.\" run COMMAND` what prints that display, `.\" fails COMMAND`
# what ends with it, `.\" tells COMMAND` what stands beside its output; `.\" do COMMAND` prints what the page does not show, `.\" build` builds what there is so far, `.\" project` begins another project.
test_page() {
    local page=$1 line number=0 file='' command='' try='' text='' inside=no made=no
    make_site
    while IFS= read -r line; do
        number=$((number + 1))
        case $line in
        '.\" example '*) file=${line#'.\" example '} text='' ;;
        '.\" run '*) try=try_command command=${line#'.\" run '} text='' ;;
        '.\" fails '*) try=try_mistake command=${line#'.\" fails '} text='' ;;
        '.\" tells '*) try=try_trace command=${line#'.\" tells '} text='' ;;
        '.\" do '*) run_command "${line#'.\" do '}" || fail "$page: ${line#'.\" do '}" "$work/err" ;;
        '.\" build') try_project "$page" $number ;;
        '.\" project') try_project "$page" $number; make_site; made=no ;;
        '.Bd '*) [ -z "$file$command" ] || inside=yes ;;
        '.Ed')
            if [ $inside = yes ] && [ -n "$command" ]; then
                "$try" "$page" "$command" <<<"${text%$'\n'}"
            elif [ $inside = yes ]; then
                unroff <<<"${text%$'\n'}" | put_file "$file"
                made=yes
            fi
            inside=no file='' command=''
            ;;
        *) [ $inside = no ] || text+=$line$'\n' ;;
        esac
    done <"$root/$page"
    [ $made = no ] || try_project "$page" $number
    cd "$root" || exit 1
}

for page in gen/read/gloss-essay.5 gen/read/gloss.yaml.5 gen/read/gloss-glossary.5 gen/annotate/gloss-notes.5 gen/filter/gloss-filter.7 gen/gloss.1; do
    before=$passed$failed
    test_page "$page"
    [ "$before" != "$passed$failed" ] || fail "$page has no example"
done

# ---- the command line ----

# The page, the help and the program have the same words: `what` they are, from three files.
test_same() {
    local what=$1
    sort -u "$work/program" -o "$work/program"
    for where in page help; do
        sort -u "$work/$where" -o "$work/$where"
        if [ -s "$work/program" ] && diff "$work/program" "$work/$where" >"$work/diff"; then
            pass
        else
            fail "$what: < the program, > the $where" "$work/diff"
        fi
    done
}

verbs_of_help() { "$GLOSS" help | sed -n '2,/^`gloss help/s/^  \([a-z]*\) .*/\1/p'; }

sed -nE 's/^FLAG\([A-Z_]+, *(0|.(.).), *"([a-z-]+)".*/-\2 --\3/p' gen/command/flags.def | tr ' ' '\n' | grep -vx -- - >"$work/program"
sed -n 's/^\.It \(Fl .*\)/\1/p' gen/gloss.1 | grep -oE 'Fl Fl [a-z-]+|Fl [A-Za-z]' |
    sed 's/^Fl Fl /--/; s/^Fl /-/' >"$work/page"
for verb in $(verbs_of_help); do "$GLOSS" help "$verb"; done | grep -E '^ +-' | grep -oE -- '(^|[ ,])--?[A-Za-z-]+' | grep -oE -- '-.*' >"$work/help"
test_same flags

sed -n '/^static const struct verb verbs/,/^};/s/^    {VERB_[A-Z]*, "\([a-z]*\)".*/\1/p' gen/main.c >"$work/program"
sed -n 's/^\.It Cm \([a-z]*\).*/\1/p' gen/gloss.1 >"$work/page"
verbs_of_help >"$work/help"
test_same verbs

sed -n '/^static int take_notes_verb/,/^}/s/.*names\[\] = {\(.*\)};/\1/p' gen/main.c | tr -d '" ' | tr , '\n' >"$work/program"
sed -n 's/^\.It Cm notes \([a-z]*\)/\1/p' gen/gloss.1 >"$work/page"
"$GLOSS" help notes | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' >"$work/help"
test_same 'verbs of notes'

for verb in $(verbs_of_help); do
    "$GLOSS" help "$verb" >"$work/out" 2>&1 && "$GLOSS" "$verb" --help | diff - "$work/out" >"$work/diff" &&
        grep -q "^gloss $verb" "$work/out" && ! grep -qE '.{81}' "$work/out"
    if [ $? = 0 ]; then pass; else fail "help on $verb" "$work/out"; fi
done
if [ "$("$GLOSS" help | wc -l)" -le 24 ]; then pass; else fail 'help does not fit a screen' /dev/null; fi

# What the command line says of a flag that is another verb's, or none: the status is 2, the cure named.
test_refused() {
    local cure=$1
    shift
    "$GLOSS" "$@" >"$work/out" 2>"$work/err"
    if [ $? = 2 ] && [ ! -s "$work/out" ] && grep -qF "$cure" "$work/err"; then pass; else fail "gloss $*" "$work/err"; fi
}
test_refused '`gloss help build` lists those that it takes' build --write
test_refused '`gloss help explain` lists those that it takes' explain -j 2
test_refused 'did you mean `--drafts`?' build --draftz
test_refused 'there is no flag "-Z"' check -Z
test_refused 'a value has to follow "--only"' build --only
test_refused 'a value has to follow "-j"' build -j
test_refused 'no value may follow "--drafts=1"' build --drafts=1
test_refused 'did you mean `gloss convert`?' convrt
"$GLOSS" --version | diff - <("$GLOSS" version) >"$work/diff" && pass || fail 'gloss --version' "$work/diff"

"$GLOSS" help notse >"$work/out" 2>"$work/err"
if [ $? = 2 ] && grep -qF 'did you mean `gloss notes`?' "$work/err"; then pass; else fail 'help on no verb' "$work/err"; fi

# Each key that the readers take stands in the page of its file.
for page in gloss.yaml:config gloss-essay:meta gloss-glossary:entry; do
    for key in $(grep -oE '(yaml_[a-z]+|put_[a-z]+)\([a-z]+, "[a-z_]+"' "gen/read/${page#*:}.c" | grep -oE '[a-z_]+"$' | tr -d '"' | sort -u); do
        if grep -qE "(^|[ ,])$key([ ,]|$)" "gen/read/${page%:*}.5"; then pass; else fail "gen/read/${page%:*}.5 lacks the key $key"; fi
    done
done

# The page of diagnostics is what the table gives.
page=gen/base/gloss-diagnostics.7
if ! tests/manual/diagnostics-page >"$work/page"; then
    fail 'diagnostics-page failed'
elif [ -n "${BLESS:-}" ]; then
    cp "$work/page" $page
    pass
elif diff $page "$work/page" >"$work/diff"; then
    pass
else
    fail "$page is not what the table gives: BLESS=1 make test SUITES=manual" "$work/diff"
fi

if command -v mandoc >/dev/null; then
    for page in gen/*.[157] gen/*/*.[157]; do
        if mandoc -Tlint -Wwarning "$page" >"$work/lint"; then pass; else fail "mandoc on $page" "$work/lint"; fi
    done
else
    skipped=$((skipped + 1))
    echo 'mandoc is not installed: the pages were not read by it'
fi

if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
