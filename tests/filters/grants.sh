# What a filter may read: the files below granted folders, and no link out of them. Sourced by run.sh.
mkdir -p "$site/snippets/deep" "$site/private" "$work/elsewhere"
printf 'fog\n12 0x10\nthird' >"$site/snippets/words.txt"
printf 'return { word = "mist" }\n' >"$site/snippets/deep/words.lua"
printf 'SECRET\n' >"$site/private/secret.txt"
printf 'SECRET\n' >"$work/elsewhere/secret.txt"
ln -s ../private/secret.txt "$site/snippets/link.txt"
ln -s ../private "$site/snippets/folder"
mkfifo "$site/snippets/pipe"

# Build with this filter, which puts the result of its last expression for the word "radar".
grant() {
    local grants=$1
    shift
    printf 'local seen\n%s\nfunction Str(s) if s.text == "radar" then return pandoc.Strong(tostring(seen)) end end\n' "$1" \
        >"$site/filters/own.lua"
    shift
    printf 'title: Ships\nbase_url: https://example.org/\nfilters: [{path: own%s}]\n' "$grants" >"$site/gloss.yaml"
    "$GLOSS" build -C "$site" "$@" >"$work/said" 2>&1
    status=$?
}
reads=', grants: {read: [snippets/]}'
shows() { [ "$status" = 0 ] && holds grep -q "<strong>$1</strong>" "$site/$page"; }
refuses() { [ "$status" = 1 ] && ! grep -q SECRET "$work/said" && holds grep -q "error\[filter-refused\].*$1" "$work/said"; }

grant "$reads" 'seen = io.open("snippets/words.txt"):read("l", "n", "n", "L"):len()'
count "a granted file is read" "$(shows 3)"
grant "$reads" 'local f <close> = io.open("snippets/words.txt") f:read() seen = f:read("n") + f:read("n") .. f:read("a"):match("%a+")'
count "it is read by lines, numbers and to its end" "$(shows 28third)"
grant "$reads" 'seen = "" for line in io.lines("snippets/words.txt") do seen = seen .. "|" .. line end'
count "it is read line by line" "$(shows '|fog|12 0x10|third')"
grant "$reads" 'seen = dofile("snippets/deep/words.lua").word'
count "a granted program is run" "$(shows mist)"
grant "$reads" 'seen = select(2, io.open("snippets/none.txt"))'
count "a file that is not there is an error as in Lua" "$(shows 'snippets/none.txt: No such file or directory')"
grant "" 'seen = io.open("snippets/words.txt"):read()'
count "without a grant it is refused, and the grant is named" "$(refuses 'grants: {read: \[snippets/\]}.*--grant read=snippets')"
grant "" "seen = io.open('snippets/words.txt'):read()" --grant "read=$site/snippets"
count "the command line grants too" "$(shows fog)"
grant "" "seen = io.open('$work/elsewhere/secret.txt'):read():lower()" --grant "read=$work/elsewhere"
count "the command line grants what is outside the project" "$(shows secret)"
grant "" "seen = io.open('$work/elsewhere/secret.txt'):read()"
count "a file outside the project is refused" "$(refuses 'outside the project')"
for path in private/secret.txt snippets/../private/secret.txt snippets/link.txt snippets/folder/secret.txt snippets/deep/../../private/secret.txt ../elsewhere/secret.txt snippetsx/a; do
    grant "$reads" "seen = io.open('$path'):read('a')"
    count "the grant does not give $path" "$(refuses '')"
done
for path in snippets/pipe snippets/deep; do
    grant "$reads" "seen = io.open('$path') == nil"
    count "$path is no file to read" "$(shows true)"
done
grant "$reads" 'io.open("snippets/words.txt", "w")'
count "nothing can be written" "$(refuses 'never written')"
grant ', grants: {read: [../elsewhere]}' 'seen = 1'
count "gloss.yaml cannot grant what is outside the project" "$([ $status = 2 ] && holds grep -q 'error\[bad-value\]' "$work/said")"
printf 'function Str(s) return pandoc.Str(s.text:upper()) end\n' >"$site/snippets/shout.lua"
printf 'return { { Str = function(s) return pandoc.Strong(s) end }, { Strong = function(s) return s.content end } }\n' \
    >"$site/snippets/list.lua"
grant "$reads" 'local doc = pandoc.utils.run_lua_filter(pandoc.Pandoc(pandoc.Para "fog"), "snippets/shout.lua")
seen = pandoc.utils.stringify(pandoc.utils.run_lua_filter(doc, "snippets/list.lua"))'
count "a granted filter runs on a document" "$(shows FOG)"
grant "" 'pandoc.utils.run_lua_filter(pandoc.Pandoc {}, "snippets/shout.lua")'
count "a filter that is not granted does not run" "$(refuses 'run_lua_filter.*grants: {read: \[snippets/\]}')"
