# --trace-filters: what each filter changed, in the order of essays and filters, and what that cost. Part of run.sh,
# whose project they use.
# shellcheck shell=bash disable=SC2154

trace=$work/trace
cat >"$trace.md" <<'END'
# Ships

Two *fast* and able ships.

- one
- the second
END

# Convert trace.md with the filter on standard input; what it did, without the line that is another each time.
traced() {
    cat >"$trace.lua"
    (cd "$work" && "$GLOSS" convert --trace-filters -L trace.lua trace.md 2>&1 >"$work/written") | sed '/^took: /d; s/[0-9]* of [0-9]* units/N of M units/' >"$work/said"
}
# Whether that is what is on standard input.
did() { holds diff - "$work/said"; }

traced <<'END'
function Emph(el) return pandoc.Strong(el.content) end
function Str(el) if el.text == "second" then el.text = "third" return el end end
END
count "what a filter changed is shown in its place" "$(did <<'END'
trace.md: filter "trace.lua", trace.lua
@@ trace.md:3: Pandoc > Para
| Two *fast* and able ships.
  Str "Two"
  Space
- Emph
-   Str "fast"
+ Strong
+   Str "fast"
  Space
  Str "and"
@@ trace.md:6: Pandoc > BulletList, item 2 > Plain
| - the second
  Str "the"
  Space
- Str "second"
+ Str "third"
used: N of M units

END
)"
count "the document is written as without it" "$(holds grep -q '<strong>fast</strong>' "$work/written")"

traced <<'END'
function Header(el) el.level = 2; return { el, pandoc.Para "Before" } end
function BulletList() return {} end
END
count "so are whole elements that came and went" "$(did <<'END'
trace.md: filter "trace.lua", trace.lua
@@ trace.md:1: Pandoc
| # Ships
- Header 1 …
+ Header 2 …
+ Para
+   Str "Before"
  Para …
- BulletList
-   Item
-     Plain
-       Str "one"
-   Item
-     Plain
-       Str "the"
-       Space
-       Str "second"
used: N of M units

END
)"

nothing='trace.md: filter "trace.lua", trace.lua
changed nothing
used: N of M units
'
traced <<'END'
function Str(el) el.text = "lost" end
function Para(el) local x = el.content[1].text return el end
function Plain(el) return el:walk { Str = function(s) return pandoc.Str(s.text) end } end
END
count "what is equal afterwards is no change" "$(did <<<"$nothing")"

traced <<<'function Str(el) if el.text == "able" then error("no") end end'
count "a filter that failed is said to have" "$(holds test "$(sed -n 2p "$work/said")" = 'stopped by an error')"

printf 'function Str(s) if s.text == "able" then return pandoc.Math("DisplayMath", "x") end end\n' >"$trace.lua"
printf 'function Math(m) m.mathtype = "InlineMath" return m end\n' >"$trace-2.lua"
"$GLOSS" convert --trace-filters -L "$trace.lua" -L "$trace-2.lua" "$trace.md" 2>&1 >"$work/written" | grep '^[-+]' >"$work/said"
count "a change of one field shows, after each filter that made it" "$(did <<'END'
- Str "able"
+ Math "x" display
- Math "x" display
+ Math "x" inline
END
)"

# ---- a whole build ----

for n in 1 2 3 4 5 6 7 8; do printf -- '---\ntitle: Number %s\ndate: 2024-05-0%s\n---\n\nA *word* on %s.\n' $n $n $n >"$site/content/essays/number-$n.md"; done
own $'function Site(site) return {slug = "made", title = "Made", blocks = {pandoc.Para "All"}} end'
mv "$site/filters/own.lua" "$site/filters/all.lua"
printf 'function Emph(el) return pandoc.Strong(el.content) end\n' >"$site/filters/own.lua"
build 'filters: [own, all]'
for jobs in 1 4; do
    "$GLOSS" check -C "$site" -j $jobs --trace-filters 2>"$trace-$jobs" >/dev/null
    sed -i '/^took: /d; s/ [0-9.]* m\?s$//' "$trace-$jobs"
done
count "threads make no difference to what is told" "$(holds diff "$trace-1" "$trace-4")"
count "each essay is told of" "$(holds test "$(grep -c 'number-[1-8].md: filter "own"' "$trace-1")" = 8)"
count "in the order of the essays" "$(holds sort -c <(grep -o 'number-[1-8].md: filter' "$trace-1"))"
count "a page that a filter made is told of behind them" "$(holds grep -A 4 'made /made/ "Made"' "$trace-1")"
count "nothing is told where nobody asks" "$([ "$(holds grep -q '^used: ' "$work/said")" = no ] && echo yes)"
"$GLOSS" check -C "$site" --only number-1 --trace-filters >"$work/said" 2>&1
count "a filter of the site is said not to run for one essay" "$(holds test "$(grep -A 1 'the site: filter "all"' "$work/said" | sed -n 2p)" = 'not run: only one essay is built')"
printf 'function Emph(el) return pandoc.Link(el.content, "essay:number-9") end\n' >"$site/filters/own.lua"
"$GLOSS" check -C "$site" --trace-filters >"$work/said" 2>&1
count "a link to a slug that no filter makes has the nearest" "$(holds test "$(grep -A 5 'number-9.*no filter made one' "$work/said" | grep -c 'did you mean "essay:number-')" != 0)"
printf 'function Emph(el) return pandoc.Link(el.content, "essay:made") end\n' >"$site/filters/own.lua"
"$GLOSS" build -C "$site" >"$work/said" 2>&1
count "an essay leads to a made page by its slug" "$(holds grep -q 'href="../../made/index.html"' "$site/public/essays/number-1/index.html")"
printf 'function Emph(el) return pandoc.Link(el.content, "term:none") end\n' >"$site/filters/own.lua"
"$GLOSS" check -C "$site" --trace-filters >"$work/said" 2>&1
count "nor after an error" "$(holds grep -q '^not run: there are errors' "$work/said")"
rm "$site"/content/essays/number-*.md "$site/filters/all.lua"
"$GLOSS" notes --trace-filters >"$work/said" 2>&1
count "notes does not take the flag" "$([ $? = 2 ] && echo yes)"

# ---- a long one ----

awk 'BEGIN { for (i = 0; i < 3000; i++) printf "Paragraph %d has *some* words, and then some more of them.\n\n", i }' >"$trace.md"
traced <<<'function Para(el) return pandoc.Div { pandoc.Para "in front", el } end'
count "a change of everything is told in time" "$(holds test "$(grep -c '^+ Div' "$work/said")" = 3000)"
traced <<<'function Str(el) return pandoc.Str(el.text .. "!") end'
count "so is one of every word" "$(holds test "$(grep -c '^+ Str' "$work/said")" = 33000)"

# The work of a filter is the same each time: another process, thread, locale, and a state that has served before.
cat >"$site/filters/own.lua" <<'END'
local words = {}
function Str(el)
  words[el.text] = (words[el.text] or 0) + 1
  if el.text:find "^[a-m]" then return pandoc.Emph(el) end
end
function Pandoc(doc)
  local t = {}
  for k, v in pairs(words) do t[#t + 1] = k .. v .. tostring(doc.blocks[1]) end
  table.sort(t)
  return #pandoc.utils.sha1(table.concat(t)) > 0 and doc or nil
end
END
for name in boats carts; do printf -- '---\ntitle: %s\ndate: 2024-05-02\n---\n\nThe %s left at dawn.\n' $name $name >"$site/content/essays/$name.md"; done
printf 'title: Ships\nbase_url: https://example.org/\nfilters: [own, glossary]\n' >"$site/gloss.yaml"
costs() { "$GLOSS" check -C "$site" --trace-filters "$@" 2>&1 | grep -E '^used: |: filter "' ; }
costs -j 1 >"$work/costs"
LC_ALL=C costs -j 4 | diff "$work/costs" - >"$work/said" && LC_ALL=C.UTF-8 costs -j 2 | diff "$work/costs" - >"$work/said"
count "the units that filters use depend on nothing but the filter and the essay" \
    "$([ $? = 0 ] && [ "$(grep -c '^used: ' "$work/costs")" -ge 4 ] && echo yes)"
rm "$site"/content/essays/{boats,carts}.md
