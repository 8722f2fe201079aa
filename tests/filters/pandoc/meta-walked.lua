-- elements in metadata are visited, before those of the text: same
local seen = 0
return { {
  Str = function(el) seen = seen + 1 return pandoc.Str(seen .. el.text) end,
  Inlines = function(list) list:insert(pandoc.Str('|' .. #list)) return list end,
  Blocks = function(list) list:insert(pandoc.Plain { pandoc.Str('#' .. #list) }) return list end,
} }
