-- nil keeps what was there before the call, in lists and documents too: same
return { {
  Para = function(p) p.content[1] = pandoc.Str "lost" end,
  Inlines = function(l) l:insert(pandoc.Str "lost") end,
  Blocks = function(l) l:remove() end,
  Pandoc = function(d) d.blocks:insert(pandoc.Para "lost") end,
} }
