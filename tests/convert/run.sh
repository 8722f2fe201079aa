#!/usr/bin/env bash
# `gloss convert`: pandoc's JSON comes back as it was, for every kind of node; what pandoc 2 and 3 write is read; what is no
# document is refused with its place; CommonMark and HTML are read as pandoc reads them; options and exit statuses are the manual's.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() {
    if [ "$2" = 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "FAIL $1"
        [ ! -s "$work/why" ] || sed 's/^/    /' "$work/why" | head -40
    fi
    : >"$work/why"
}

convert() { "$GLOSS" convert --color never "$@"; }
# The document without the version of its types, keys sorted.
document() { jq -S '.blocks, .meta'; }
# Ours as pandoc 2 takes it.
as_old() { sed 's/"pandoc-api-version":\[1,23,1\]/"pandoc-api-version":[1,22,2]/'; }
same() { diff "$1" "$2" >"$work/why" 2>&1; }
# Standard input, `-f json`: the JSON of the blocks that $1 stands for.
blocks() { printf '{"pandoc-api-version":%s,"meta":{},"blocks":%s}' "${2:-[1,23,1]}" "$1"; }

# ---- every kind of node, there and back ----

pandoc every.md -t json >"$work/every.json"
document <"$work/every.json" >"$work/want"
convert -f json -t json "$work/every.json" | document >"$work/got"
same "$work/want" "$work/got"
check 'the JSON of pandoc 2 comes back as it was' $?

sed -n 's/^NODE([A-Z_]*, *"\([A-Za-z]*\)", *\(BLOCK\|INLINE\),.*/\1/p' ../../gen/model/node.def | grep -vx Figure | sort >"$work/kinds"
jq -r '.. | .t? | strings' "$work/every.json" | sort -u >"$work/used"
comm -23 "$work/kinds" "$work/used" >"$work/why"
[ "$(wc -l <"$work/kinds")" -gt 30 ] && [ ! -s "$work/why" ]
check 'the document has every kind of node' $?

jq -S . figures.json >"$work/want"
convert -t json figures.json | jq -S . >"$work/got"
same "$work/want" "$work/got"
check 'what pandoc 3 has besides comes back as it was' $?

convert -t json figures.json | convert -f json -t json >"$work/twice"
convert -t json figures.json | cmp - "$work/twice" >"$work/why"
check 'the same bytes each time' $?

# ---- native ----

pandoc every.md -t native -s >"$work/want"
convert -f json -t native -s "$work/every.json" | pandoc -f native -t native -s >"$work/got"
same "$work/want" "$work/got"
check 'native says the same as pandoc' $?

# ---- older forms ----

blocks '[{"t":"Null"},{"t":"Para","c":[{"t":"Image","c":[["f",["c"],[]],[{"t":"Str","c":"cap"}],["a.png","fig:t"]]}]}]' '[1,22,2]' \
    | convert -f json -t json | jq -cS .blocks >"$work/got"
blocks '[{"t":"Figure","c":[["f",[],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"cap"}]}]],[{"t":"Plain","c":[{"t":"Image","c":[["",["c"],[]],[{"t":"Str","c":"cap"}],["a.png","t"]]}]}]]}]' \
    | jq -cS .blocks >"$work/want"
same "$work/want" "$work/got"
check 'an image that stands for a figure becomes one, Null nothing' $?

blocks '[{"t":"Table","c":[[{"t":"Str","c":"Cap"}],[{"t":"AlignLeft"},{"t":"AlignDefault"}],[0,0.25],[[{"t":"Plain","c":[{"t":"Str","c":"h"}]}],[]],[[[{"t":"Plain","c":[{"t":"Str","c":"a"}]}],[]]]]}]' '[1,20]' \
    | convert -f json -t native >"$work/got"
grep -qF '(Caption Nothing [Plain [Str "Cap"]]) [(AlignLeft,ColWidthDefault),(AlignDefault,ColWidth 0.25)]' "$work/got" \
    && grep -qF '(RowHeadColumns 0) [] [Row ("",[],[]) [Cell' "$work/got"
check 'a table of the short form' $?

printf '[{"unMeta":{"a":{"t":"MetaBool","c":true}}},[{"t":"HorizontalRule","c":[]}]]' | convert -f json -t json >"$work/got"
[ "$(cat "$work/got")" = '{"pandoc-api-version":[1,23,1],"meta":{"a":{"t":"MetaBool","c":true}},"blocks":[{"t":"HorizontalRule"}]}' ]
check 'a document from before 1.17' $?

# ---- what is no document ----

# refused NAME TEXT JSON: ends with 1 within two seconds, says NAME and TEXT, writes nothing.
refused() {
    printf '%s' "$3" | timeout 2 "$GLOSS" convert -f json -t json --message-format short >"$work/out" 2>"$work/why"
    [ $? = 1 ] && [ ! -s "$work/out" ] && grep -qF "error[$1]" "$work/why" && grep -qF -- "$2" "$work/why"
    check "refused: $1, $2" $?
}

refused json-syntax 'standard input:1:' ''
refused json-syntax 'standard input:1:8' 'nonsense'
refused json-syntax 'duplicate' '{"blocks":[],"blocks":[]}'
refused json-syntax 'zero byte' "$(blocks '[{"t":"Para","c":[{"t":"Str","c":"\u0000"}]}]')"
refused json-shape 'at the top' '[]'
refused json-shape 'at .meta' '{}'
refused json-shape 'at .blocks: here is a number' '{"meta":{},"blocks":1}'
refused json-shape 'at .blocks[0].t' "$(blocks '[{"t":"Str","c":"x"}]')"
refused json-shape 'at .blocks[1].c[0].t' "$(blocks '[{"t":"HorizontalRule"},{"t":"Para","c":[{"t":"Strr"}]}]')"
refused json-shape 'at .blocks[0].c[0]: here is a number' "$(blocks '[{"t":"Header","c":[99999999999,["",[],[]],[]]}]')"
refused json-shape 'at .blocks[0].c[1][1][0]' "$(blocks '[{"t":"Header","c":[1,["",[3],[]],[]]}]')"
refused json-shape 'at .blocks[0].c[2][0][1]' "$(blocks '[{"t":"Table","c":[["",[],[]],[null,[]],[[{"t":"AlignLeft"},{"t":"ColWidth","c":-1}]],[["",[],[]],[]],[],[["",[],[]],[]]]}]')"
refused json-shape 'at .meta.a' '{"meta":{"a":{"t":"MetaMystery"}},"blocks":[]}'
deep=$(printf '[%.0s' {1..3000})
refused too-deep 'nested too deeply' "{\"blocks\":$deep"
deep='[]'
for _ in {1..250}; do deep="[{\"t\":\"BlockQuote\",\"c\":$deep}]"; done
refused too-deep 'more than 180' "$(blocks "$deep")"

# ---- CommonMark ----

pandoc -f commonmark -t json common.md | document >"$work/want"
convert -f commonmark -t json common.md | document >"$work/got"
same "$work/want" "$work/got"
check 'CommonMark as pandoc reads it' $?
for file in ../spec/blocks.md ../../README.md; do
    pandoc -f commonmark -t json "$file" | document >"$work/want"
    convert -f commonmark -t json "$file" | document >"$work/got"
    same "$work/want" "$work/got"
    check "CommonMark as pandoc reads it: $(basename "$file")" $?
done

# ---- HTML ----

# shellcheck source=tests/convert/html.sh
. ./html.sh

# ---- plain ----

cat >"$work/plain.md" <<'MD'
# Head *one*

Words, *emphasis*, **strong**, ~~out~~, “quoted”, `code`, a [link](https://example.org/) and a note[^1]\
on another line, with ![a picture](p.png).
It goes on.

Term

> A quotation
>
> of two paragraphs

    code

    block

* * *

[^1]: The note
MD
pandoc -f markdown -t plain --wrap=none "$work/plain.md" >"$work/want"
convert -t plain "$work/plain.md" >"$work/got"
same "$work/want" "$work/got"
check 'plain text as pandoc writes it' $?

printf -- '- tight\n  - inner\n- [x] task\n\n3. loose\n\n4. list\n\nTerm\n: Meaning\n\n|[^1] a|\n|-|\n\n[^1]: One[^2]\n[^2]: Two\n' | convert -t plain >"$work/got"
printf -- '- tight\n  - inner\n- ☒ task\n\n3. loose\n\n4. list\n\nTerm\n\n    Meaning\n\n  [1] a\n  -----\n\n[1] One[2]\n\n[2] Two\n' >"$work/want"
same "$work/want" "$work/got"
check 'lists, definitions and notes in plain text' $?

# ---- Markdown ----

# What is written reads back as it was: our own pages and every case, whose adjacent words are joined first.
join='def words: if type == "array" then reduce .[] as $x ([]; if ($x | type) == "object" and $x.t == "Str" and (.[-1] | type) == "object"
        and .[-1].t == "Str" then .[-1].c += $x.c else . + [$x] end) else . end; .blocks | walk(words)'
count=0
for file in ../*/*/essay.md ../../content/*.md ../../content/essays/*.md ../spec/inlines.md ../spec/containers.md common.md; do
    convert -t json "$file" 2>/dev/null | jq -cS "$join" >"$work/want"
    [ -s "$work/want" ] || continue
    convert -t markdown "$file" 2>"$work/said" >"$work/written.md"
    if grep -q format-simplified "$work/said"; then continue; fi
    convert -t json "$work/written.md" 2>/dev/null | jq -cS "$join" >"$work/got"
    if ! same "$work/want" "$work/got"; then check "Markdown that reads back: $file" 1; fi
    count=$((count + 1))
done
[ "$count" -gt 100 ]
check "Markdown that reads back ($count documents)" $?

# Where the dialects agree, pandoc reads what we write as we do.
cat >"$work/agreed.md" <<'MD'
# Heading {#top .wide}

*Emphasis*, **strong _both_**, ~~out~~, a [link](https://example.org/?a=b&c "Title"), `code`[^1] and\
1\. no list; \*no emphasis\*, a [span]{.x key="v"}.

- tight
  - nested
- list

3. loose

4. list

> Quoted
>
> ``` {.lua #code}
> x = "y"
> ```

::: {.box #b}
Boxed.
:::

| a | b |
|---|--:|
| 1 | x\|y |

* * *

[^1]: A note.
MD
convert -t markdown "$work/agreed.md" >"$work/written.md"
pandoc -f markdown-smart-auto_identifiers-implicit_figures -t native "$work/written.md" >"$work/got"
convert -t json "$work/written.md" | as_old | sed 's/\(\["",\[\],\[\]\],{"t":"Align\)Right/\1Default/g' | pandoc -f json -t native >"$work/want"
same "$work/want" "$work/got"
check 'pandoc reads our Markdown as we do' $?

convert -f json -t markdown "$work/every.json" 2>"$work/said" >"$work/got"
[ $? = 0 ] && [ "$(grep -c 'warning\[format-simplified\]' "$work/said")" -ge 9 ] && [ "$(grep -c 'a formula is' "$work/said")" = 1 ]
check 'what Markdown has no form for is said, once each' $?

# ---- options ----

printf -- '---\ntitle: A *b*\ncount: 3\n---\n\n"Text"\n' >"$work/front.md"
convert -t json "$work/front.md" -M flag -M draft=false -M count=few | jq -c '[.meta.title.c[2].t, .meta.count.c, .meta.flag.c, .meta.draft.c, .blocks[0].c[0].c]' >"$work/got"
[ "$(cat "$work/got")" = '["Emph","few",true,false,"“Text”"]' ]
check 'front matter and -M' $?

printf 'return {{Str = function(el) return pandoc.Str(el.text:upper()) end}}' >"$work/upper.lua"
printf 'return {{Str = function(el) return pandoc.Str(el.text .. "-" .. FORMAT) end}}' >"$work/format.lua"
[ "$(printf 'a b' | convert -t html -L "$work/upper.lua" --lua-filter "$work/format.lua")" = '<p>A-html B-html</p>' ]
check 'filters in their order, from anywhere' $?

[ "$(printf '"a" <b>c</b>' | convert -f markdown-smart-raw_html+footnotes -t native)" = '[Para [Str "\"a\"",Space,Str "<b>c</b>"]]' ]
check 'extensions are honoured' $?
convert -f markdown+nonsense "$work/front.md" 2>"$work/why"; [ $? = 2 ] && grep -qF 'there is no extension "nonsense"' "$work/why" \
    && { convert -t html-foo "$work/front.md" 2>"$work/why"; [ $? = 2 ] && grep -qF 'there is no extension "foo"' "$work/why"; }
check 'an extension that is not there' $?

cat >"$work/meta.lua" <<'LUA'
function Meta(meta)
    assert(meta.flag == true and meta.draft == false and meta.word == 'few')
    meta.title:insert(pandoc.Str '!')
    meta.added = pandoc.Strong 'new'
    meta.flag = nil
    return meta
end
function Pandoc(doc)
    local whole = pandoc.write(doc, 'html', { template = 'x' })
    assert(whole:match('<title>A b!</title>'))
    assert(pandoc.write(pandoc.Pandoc({}, { k = 'v' }), 'json'):match('"k":{"t":"MetaString","c":"v"}'))
    assert(pandoc.read('x').meta.title == nil)
end
LUA
convert -t json "$work/front.md" -L "$work/meta.lua" -M flag -M draft=false -M word=few 2>"$work/why" | jq -c '[.meta.title.c[-1].c, .meta.added.c[0].t, .meta.flag, .meta.word.c]' >"$work/got"
[ "$(cat "$work/got")" = '["!","Strong",null,"few"]' ]
check 'filters change metadata, those of -M too' $?
[ "$(convert -s "$work/front.md" -L "$work/meta.lua" -M flag -M draft=false -M word=few 2>"$work/why" | grep -c 'A b!')" = 2 ]
check 'what they change is in a whole document' $?

printf '# A\n\n### B\n\n[x](other.md) [y](#nowhere) ![](p.png)\n' | convert >"$work/got" 2>"$work/why"
[ $? = 0 ] && [ ! -s "$work/why" ] && grep -qF '<h1 id="a">A</h1>' "$work/got" && grep -qF '<h3 id="b">B</h3>' "$work/got" \
    && grep -qF '<a href="other.md">x</a> <a href="#nowhere">y</a> <img src="p.png" alt="">' "$work/got"
check 'a document that stands alone has no project to be wrong in' $?

printf '[x](javascript:alert(1))' | convert >"$work/got" 2>"$work/why"
[ $? = 1 ] && grep -qF 'standard input:1:1: error[link-scheme]' "$work/why"
check 'what a browser would run is refused, with its place' $?

convert -s -t docbook every.md >"$work/got.xml" 2>"$work/why" && xmllint --noout --relaxng /usr/share/xml/docbook/schema/rng/5.0/docbook.rng "$work/got.xml" 2>"$work/why"
check 'DocBook, whole, is valid' $?

convert -f rtf "$work/front.md" 2>"$work/why"; [ $? = 2 ] && convert -t rtf "$work/front.md" 2>"$work/why"; [ $? = 2 ]
check 'a format that is not there' $?
convert "$work/none.md" 2>"$work/why"; [ $? = 2 ] && grep -q 'error\[cannot-read\]: cannot read .*/none.md: No such file' "$work/why"
check 'a file that is not there' $?
convert a b 2>"$work/why"; [ $? = 2 ] && convert -o out a 2>>"$work/why"; [ $? = 2 ]
check 'words and flags that are not its own' $?

# ---- what filters read and write ----

cat >"$work/formats.lua" <<'LUA'
function Para()
    local doc = pandoc.read('---\ntitle: T\n---\n\n*hi* [x](y){.c}[^1]\n\n[^1]: note\n')
    assert(pandoc.utils.stringify(doc.meta.title) == 'T')
    assert(doc.blocks[1].content[1].t == 'Emph' and doc.blocks[1].content[4].t == 'Note')
    local json = pandoc.write(pandoc.Pandoc(doc.blocks), 'json')
    assert(pandoc.read(json, 'json').blocks == doc.blocks)
    assert(pandoc.write(pandoc.Pandoc{pandoc.Para{pandoc.Emph 'a'}}, 'html') == '<p><em>a</em></p>')
    assert(pandoc.write(pandoc.Pandoc{pandoc.Para{pandoc.Emph 'a'}}, 'docbook') == '<para><emphasis>a</emphasis></para>')
    assert(pandoc.write(pandoc.Pandoc{pandoc.Plain 'a'}, 'native') == '[Plain [Str "a"]]')
    assert(pandoc.read('~~a~~ {b}', 'gfm-raw_html').blocks[1].content[1].t == 'Strikeout')
    assert(pandoc.read('<p>a<em> b', 'html').blocks[1].content[3].t == 'Emph')
    assert(pandoc.read('"a"', {format = 'commonmark'}).blocks[1].content[1].text == '"a"')
    local ok, message = pcall(pandoc.read, '{', 'json')
    assert(not ok and message:match('json%-syntax'))
    ok, message = pcall(pandoc.write, doc, 'rtf')
    assert(not ok and message:match('Unknown output format rtf'))
    ok, message = pcall(pandoc.write, pandoc.Pandoc{pandoc.Para{pandoc.Link('x', 'javascript:a')}}, 'html')
    assert(not ok and message:match('link%-scheme'))
    assert(pandoc.read('"a"', 'markdown-smart').blocks[1].content[1].text == '"a"')
    assert(pandoc.read('"a"', {format = 'markdown', extensions = {smart = false}}).blocks[1].content[1].text == '"a"')
    ok, message = pcall(pandoc.read, 'a', 'markdown+nonsense')
    assert(not ok and message:match('The extension nonsense is not supported for markdown'))
    ok, message = pcall(pandoc.read, 'a', {format = 'markdown', extensions = {'smartt'}})
    assert(not ok and message:match('The extension smartt is not supported for markdown'))
    ok, message = pcall(pandoc.write, doc, 'html', {colums = 3})
    assert(not ok and message:match('WriterOptions has no option `colums`: did you mean `columns`'))
    ok, message = pcall(pandoc.ReaderOptions, {nonsense = true})
    assert(not ok and message:match('ReaderOptions has no option `nonsense`'))
    return pandoc.read('read', 'markdown', pandoc.ReaderOptions{standalone = true}).blocks
end
LUA
[ "$(echo text | convert -L "$work/formats.lua" 2>"$work/why")" = '<p>read</p>' ]
check 'pandoc.read and pandoc.write' $?

printf "function Para() for i = 1, 1e6 do pandoc.read(('*a* '):rep(1e3)) end end" >"$work/greedy.lua"
echo text | timeout 5 "$GLOSS" convert -L "$work/greedy.lua" >"$work/got" 2>"$work/why"
[ $? = 1 ] && grep -qF 'error[filter-budget]' "$work/why"
check 'reading is work that a filter pays for' $?

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
