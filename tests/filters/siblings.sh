# What a filter loads from beside itself: require, dofile, loadfile. Part of run.sh, whose project it uses.
# shellcheck shell=bash disable=SC2154

mkdir -p "$site/filters/lib/pack" "$work/beside"
beside() { printf '%s\n' "$2" >"$site/filters/$1"; }
# Build with this program at the head of a filter that puts `seen` for the word "radar".
load() {
    printf 'local seen\n%s\nfunction Str(s) if s.text == "radar" then return pandoc.Strong(tostring(seen)) end end\n' "$1" >"$site/filters/own.lua"
    build 'filters: [own]'
}
gives() { [ "$status" = 0 ] && holds grep -q "<strong>$1</strong>" "$site/$page"; }
says() { [ "$status" = 1 ] && ! grep -q SECRET "$work/said" && holds grep -q -- "$1" "$work/said"; }
essay '' ''
rm -f "$site/content/essays/boats.md"

beside words.lua 'runs = (runs or 0) + 1 return { word = "fog", name = ... }'
load 'local a, path = require "words" seen = a.word .. runs .. a.name .. path:match "%a+.lua" .. tostring(require "words" == a) .. runs'
count "require gives a file beside the filter, once" "$(gives fog1wordswords.luatrue1)"
beside words.lua 'return { word = "mist" }'
load 'seen = require "words".word'
count "a changed file beside the filter takes effect" "$(gives mist)"
beside lib/deep.lua 'return "deep"'
beside lib/pack/init.lua 'return require "lib.deep" .. "er"'
load 'seen = require "lib.pack" .. tostring(package.loaded["lib.deep"])'
count "require finds folders, and files from the filter's own" "$(gives deeperdeep)"
beside words.lua 'function helper() return "helped" end'
load 'seen = tostring(require "words") .. helper()'
count "a file that returns nothing is true, and sets globals" "$(gives truehelped)"
load 'package.loaded.words = "mine" package.path = package.path .. ";x" seen = require "words" .. tostring(require "string" == string)'
count "package.loaded is a table that can be filled" "$(gives minetrue)"
load 'seen = dofile("lib/deep.lua") .. dofile("filters/lib/deep.lua") .. loadfile(pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/lib/deep.lua")()'
count "dofile and loadfile find them by three names" "$(gives deepdeepdeep)"

beside words.lua $'local M = {}\nfunction M.fail(x)\n  return x.text.y.z\nend\nreturn M'
load 'function Emph(e) require "words".fail(e) end function Para(p) require "words".fail(p) end'
count "an error in it is told at its line, and at the essay's" "$(says 'filters/words.lua:3:.*return x.text.y.z')"
count "and in the essay" "$(says 'ships.md:[0-9]*:1: error\[filter-error\]')"
beside words.lua $'\nlocal x = = 1'
load 'require "words"'
count "so is what is no Lua in it" "$(says 'filters/words.lua:2:.*local x = = 1')"
beside words.lua 'require "lib.deep"'
beside lib/deep.lua 'return require "words"'
load 'require "words"'
count "files that ask for each other are an error" "$(says 'require("words"): it is asked for again while it is being loaded')"
load 'pcall(require, "words") require "words"'
count "and are so again" "$(says 'require("words"): it is asked for again')"
load 'require "wards"'
count "a module that is not there" "$(says 'no wards.lua or wards/init.lua beside')"

printf 'return "SECRET"\n' >"$site/secret.lua"
printf 'return "SECRET"\n' >"$work/beside/secret.lua"
ln -s "$work/beside" "$site/filters/out"
ln -s ../secret.lua "$site/filters/link.lua"
for name in out.secret link ../secret ..secret /etc/passwd "$work/beside/secret" ./secret; do
    load "seen = require '$name'"
    count "require does not give $name" "$(says 'error\[filter-refused\]')"
done
for name in out/secret.lua link.lua ../secret.lua filters/../secret.lua filters/out/secret.lua "$work/beside/secret.lua" words.txt; do
    load "seen = dofile '$name'"
    count "dofile does not give $name" "$(says 'error\[filter-refused\]')"
done
printf '\033Lua' >"$site/filters/compiled.lua"
load 'require "compiled"'
count "what is compiled already is not loaded" "$(says 'error\[filter-error\]')"
rm -rf "$site/filters/"{out,link.lua,lib,words.lua,compiled.lua} "$site/secret.lua"
