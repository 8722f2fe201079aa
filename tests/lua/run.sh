#!/usr/bin/env bash
# `gloss lua`: scripts print, are given their arguments and the modules, and their mistakes are told at their lines.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

# try WHAT STATUS OUTPUT [PATTERN…] -- FLAGS AND ARGUMENTS, the script on standard input: what it prints, byte for
# byte, and what is said on standard error, which is nothing where no pattern is given.
try() {
    local what=$1 status=$2 output=$3 got pattern patterns=() fault=
    shift 3
    while [ "$1" != -- ]; do
        patterns+=("$1")
        shift
    done
    shift
    "$GLOSS" lua --color never "$@" >out 2>err
    got=$?
    [ $got = "$status" ] || fault="status $got instead of $status"
    [ "$(cat out && echo .)" = "$output." ] || fault="it prints $(head -c 500 out)"
    [ ${#patterns[@]} -gt 0 ] || [ ! -s err ] || fault='it says something'
    for pattern in "${patterns[@]}"; do
        grep -qE -- "$pattern" err || fault="nothing like: $pattern"
    done
    if [ -z "$fault" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "FAIL $what: $fault"
        head -n 20 err | sed 's/^/    /'
    fi
}

# ---- what a script has ----

try 'print is as in Lua' 0 $'1\tnil\ta b\n' -- <<<'print(1, nil, "a b")'
try 'io.write and io.stdout' 0 'a1b' -- - <<<'io.write("a", 1) io.stdout:write("b")'
try 'io.stderr' 0 'out' '^err$' -- <<<'io.stderr:write("err\n") io.write("out")'
try 'nothing is no script that fails' 0 '' -- </dev/null
try 'elements' 0 $'Emph [Str "a"]\n' -- <<<'print(pandoc.Emph "a")'
try 'documents' 0 $'<p><em>a</em></p>\n' -- <<<'print(pandoc.write(pandoc.read("*a*"), "html"))'
try 'globals' 0 $'html\tnil\t3.6\n' -- <<<'print(FORMAT, gloss.page, PANDOC_VERSION)'
try 'the day is an input' 0 $'2024-05-02\n' -- --today 2024-05-02 <<<'print(os.date "%Y-%m-%d")'

printf '#!/usr/bin/env -S gloss lua\nprint(#arg, arg[0], arg[2], PANDOC_SCRIPT_FILE, ...)\n' >args.lua
try 'arguments are the script'"'"'s, flags too' 0 $'3\targs.lua\t-C\targs.lua\tone\t-C\t--help\n' -- args.lua one -C --help
try 'a line for the system is no Lua, and counts' 1 '' 'line\.lua:3:1: error\[filter-error\]: attempt to call a nil value' -- line.lua \
    < <(printf '#!lua\n\nnothing()\n' >line.lua)

# ---- how it ends ----

try 'os.exit ends it well' 0 $'1\n' -- <<<'print(1) os.exit(0) print(2)'
try 'os.exit with another status is an error' 1 '' 'standard input:2:1: error\[filter-error\]: the script ends itself with status 3' -- \
    < <(printf '\npcall(os.exit, 3)\n')
try 'an error is told at its line, with the line' 1 $'1\n' '^standard input:2:1: error\[filter-error\]: no$' '^  2 \| error "no"$' 'gloss explain filter-error' -- \
    < <(printf 'print(1)\nerror "no"\n')
try 'what is no Lua' 1 '' '^standard input:2:1: error\[filter-error\]: .*near' -- <<<'print('
try 'a warning' 0 '' '^standard input:1:1: warning\[filter-warning\]: careful' -- <<<'warn "careful"'
try 'a warning is denied' 3 '' 'filter-warning' -- -W warnings <<<'gloss.warn "careful"'
try 'an endless script' 1 '' '^standard input:1:1: error\[filter-budget\]' -- <<<'while true do end'
try 'endless printing' 1 '' 'error\[filter-budget\]: it printed more than 64 MiB' -- \
    <<<'local x = ("x"):rep(1 << 20) for i = 1, 100 do io.stderr:write(x) end'
try 'text that is none' 1 '' 'error\[not-utf8\]' -- < <(printf 'print("\xff")')
try 'a script that is not there' 2 '' 'error\[cannot-read\]: cannot read none\.lua: No such file' -- none.lua
try 'a flag that it does not take' 2 '' '`gloss help lua` lists' -- --drafts args.lua

# ---- the sandbox ----

printf 'SECRET' >secret.txt
try 'a file that was not granted' 1 '' '^standard input:1:1: error\[filter-refused\]: `io.open` of secret.txt needs `--grant read=\.`$' -- <<<'io.open "secret.txt"'
try 'a file that was granted' 0 'SECRET' -- --grant read=. <<<'io.write(io.open "secret.txt":read "a")'
try 'a file to write' 1 '' 'error\[filter-refused\]' -- --grant read=. <<<'io.open("new.txt", "w")'
try 'a program' 1 '' 'error\[filter-refused\]' -- <<<'os.execute "true"'
try 'the environment' 0 $'nil\n' -- <<<'print(os.getenv "HOME")'

# ---- in a project ----

mkdir -p site/content/{essays,glossary} site/deep
printf 'title: Lamps\nbase_url: https://lamps.example/\n' >site/gloss.yaml
printf -- '---\nterm: keeper\n---\n\nAn officer.\n' >site/content/glossary/keeper.md
printf -- '---\ntitle: The lamp\ndate: 2024-05-02\n---\n\nText.\n' >site/content/essays/lamp.md
printf 'print(gloss.site.title, gloss.terms:get("keeper").summary, #gloss.terms:find "A keeper, two keepers")\n' >terms.lua
try 'the glossary of the project' 0 $'Lamps\tAn officer.\t2\n' -- -C site terms.lua
cd site/deep || exit 1
try 'a project above' 0 $'Lamps\tAn officer.\t2\n' -- ../../terms.lua
cd ../..
printf 'title: Lamps\nlimits: {filter_units: 1000}\n' >site/gloss.yaml
try 'the limits of the project' 1 '' 'filter-budget' -- -C site <<<'for i = 1, 10000 do end'
printf 'titel: Lamps\n' >site/gloss.yaml
try 'a project that cannot be read' 2 '' 'gloss\.yaml:1:1: error\[unknown-key\]' -- -C site terms.lua
try 'a project that is not there' 2 '' 'error\[no-project\]' -- -C nowhere terms.lua

# ---- filters print in the same way ----

printf 'function Para() print("seen") end\n' >seen.lua
[ "$(echo text | "$GLOSS" convert -L seen.lua)" = $'seen\n<p>text</p>' ]
if [ $? = 0 ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo 'FAIL print in gloss convert goes to standard output'
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
