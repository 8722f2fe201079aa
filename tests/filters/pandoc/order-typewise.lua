-- the order of a typewise filter: by kind, each pass from below: same
local seen = {}
local function see(name, text) seen[#seen + 1] = name .. ":" .. text end
local function text(x) return pandoc.text.sub(pandoc.utils.stringify(x), 1, 8) end
return { {
  Str = function(s) see("Str", s.text) end,
  Space = function() see("Space", "") end,
  Inline = function(i) see("Inline", i.t) end,
  Inlines = function(l) see("Inlines", #l .. text(l)) end,
  Para = function(p) see("Para", text(p)) end,
  Header = function(h) see("Header", text(h)) end,
  Block = function(b) see("Block", b.t) end,
  Blocks = function(l) see("Blocks", #l .. "") end,
  Meta = function(m) see("Meta", tostring(m.title ~= nil)) end,
  Pandoc = function(d)
    see("Pandoc", #d.blocks .. "")
    return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(seen, "\n")) }, d.meta)
  end,
} }
