# Whom a message names: the element that a filter was at, and the filter that made what is wrong later. Part of
# run.sh, whose project they use.
# shellcheck shell=bash disable=SC2154

blamed=$site/content/essays/blamed.md
cat >"$blamed" <<'END'
---
title: Blamed
date: 2024-05-03
abstract: The gist of it.
---

# Ships {#ships}

Two *fast* and able ships.

- one
- See [the **second**](https://example.org/) item.

> - > - > - Deep *and* deeper.

| a | b |
|---|---|
| c | crew |
END
# Build with the filters of these names; messages have their paths from the project on.
run() { build "filters: [$1]" && sed -i 's|[^ ]*/site/||' "$work/said"; }
filter() { cat >"$site/filters/own.lua" && run own; }
says() { holds grep -qF "$1" "$work/said"; }

filter <<'END'
function Str(el)
  if el.text == "second" then return nil .. el.text end
end
END
count "an error shows the essay's line" "$(says 'blamed.md:12:14: error[filter-error]: filter "own": attempt to concatenate a nil value')"
count "its excerpt" "$(says '  12 | - See [the **second**](https://example.org/) item.')"
count "the way to the element" "$(says '  element: Pandoc > BulletList, item 2 > Plain > Link "https://example.org/" > Strong > Str "second"')"
count "and the filter's line" "$(says '  filter: filters/own.lua:2:3 if el.text == "second" then')"

filter <<'END'
function Str(el)
  if el.text == "Deep" then el:no_such() end
end
END
count "a long way has its middle left out" "$(says '  element: Pandoc > BlockQuote > BulletList, item > … 2 more … > BlockQuote > BulletList, item > Plain > Str "Deep"')"

filter <<'END'
function Str(el)
  if el.text == "crew" then error() end
end
END
count "rows and cells are counted" "$(says '  element: Pandoc > Table, body, row, cell 2 > Plain > Str "crew"')"

filter <<'END'
return {{Inlines = function(list)
  if #list > 3 then return 7 end
end}}
END
count "a function of lists is at the list" "$(says '  element: abstract > Para: its Inlines')"

filter <<'END'
function Str(el) if el.text == "gist" then error("no") end end
END
count "the abstract is told from the body" "$(says '  element: abstract > Para > Str "gist"')"

filter <<'END'
function Meta() error("no") end
END
count "so are the metadata" "$(says '  element: Meta')"

filter <<'END'
function Header(el)
  el:walk { Str = function() error("in") end }
end
END
count "a walk in an element begins there" "$(says '  element: Header 1 #ships > Str "Ships"')"

filter <<'END'
function Header(el)
  pcall(el.walk, el, { Str = function() error("in") end })
  error("out")
end
END
count "an error that was caught leaves no trace" "$(says '  element: Pandoc > Header 1 #ships')"

filter <<'END'
function Para(el) if el.content[8] then gloss.error(el.content[3], "not this") end end
END
count "gloss.error is at its element" "$(says '  element: Pandoc > Para > Emph')"

filter <<'END'
local help = load("return function(el) error('helpless') end", "=help")()
function Header(el)
  help(el)
end
END
count "an error in a helper is at the call of it" "$(says '  filter: filters/own.lua:3:3 help(el)')"

# ---- what a filter made ----

filter <<'END'
local function link(text)
  return pandoc.Link(text, "term:nowhere")
end
function Header(el)
  return { el, pandoc.Para {
    link("a"),
    pandoc.Image("b", "nowhere.png", "", {alt = "b"}),
  } }
end
function Link(el)
  if el.target == "https://example.org/" then
    el.target = "essay:nowhere"
    return el
  end
end
END
count "a link that a filter made is where the text was" "$(says 'blamed.md:7:1: error[term-unknown]: the glossary has no term "nowhere"')"
count "it names the filter's line" "$(says '  made by: filters/own.lua:2:3 return pandoc.Link(text, "term:nowhere")')"
count "so does an image" "$(says '  made by: filters/own.lua:7:5 pandoc.Image("b", "nowhere.png"')"
count "so does what a filter changed" "$(says '  made by: filters/own.lua:12:5 el.target = "essay:nowhere"')"

printf 'function Link(el) return el:walk { Str = function(s) return s.text:upper() end } end\nfunction Para(el) el.content:insert("!") return el end\n' >"$site/filters/later.lua"
run 'own, later'
count "a later filter does not take it over" "$(says '  made by: filters/own.lua:2:3')"
rm "$site/filters/later.lua"

filter <<'END'
function Str(el)
  if el.text == "fast" then return { pandoc.Str "x", pandoc.Link("y", "#nowhere") } end
end
function Blocks(list)
  if #list > 3 then
    list:insert(pandoc.Div({}, {id = "ships"}))
    list:extend(pandoc.read("[z](essay:none)", "markdown").blocks)
    return list
  end
end
END
count "a list's new items name it" "$(says '  made by: filters/own.lua:6:5 list:insert(pandoc.Div')"
count "so does what it has read" "$(says '  made by: filters/own.lua:7:5 list:extend(pandoc.read')"
count "and one of several results" "$(says '  made by: filters/own.lua:2:3')"

sed -i 's|https://example.org/|essay:nowhere|' "$blamed"
filter <<'END'
function Plain(el)
  el.content:insert("!")
  return el
end
END
count "what the author wrote has no maker, whatever stands beside it" "$([ "$(says 'blamed.md:12:7: error[link-no-page]')$(says 'made by')" = yesno ] && echo yes)"

sed -i 's/(essay:nowhere)/(https:\/\/example.org\/)/' "$blamed"
own $'function Site()\n  gloss.warn("old")\n  return {slug = "made", title = "Made", blocks = {pandoc.Para {\n    pandoc.Link("x", "essay:nowhere")}}}\nend'
run own
count "a warning of the site's filter is at its line" "$(says 'filters/own.lua:3:3: warning[filter-warning]: filter "own": old')"
count "and names it once" "$(holds test "$(grep -c 'own.lua:3' "$work/said")" = 1)"
count "a link on a page of the site's filter is at its line" "$(says 'filters/own.lua:5:5: error[link-no-page]')"
rm "$blamed"
