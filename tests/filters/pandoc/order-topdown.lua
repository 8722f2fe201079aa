-- the order of a filter from the top: the document, its metadata, lists, elements, what is in them: same
local seen = {}
local function see(name, text) seen[#seen + 1] = name .. ":" .. text end
local function text(x) return pandoc.text.sub(pandoc.utils.stringify(x), 1, 8) end
return { {
  traverse = "topdown",
  Str = function(s) see("Str", s.text) end,
  Inline = function(i) see("Inline", i.t) end,
  Inlines = function(l) see("Inlines", #l .. text(l)) end,
  Block = function(b) see("Block", b.t) end,
  Blocks = function(l) see("Blocks", #l .. "") end,
  Meta = function() see("Meta", "") end,
  Pandoc = function(d) see("Pandoc", #d.blocks .. "") end,
}, {
  Pandoc = function(d) return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(seen, "\n")) }, d.meta) end,
} }
