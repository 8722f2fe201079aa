-- el:walk leaves the element itself alone, list:walk does not leave the list alone: same
local function told(x) return tostring(x):gsub("%s+", " ") end
local strong = { Emph = function(e) return pandoc.Strong(e.content) end, Para = function(p) return pandoc.Plain(p.content) end }
local count = { Inlines = function(l) return { pandoc.Str(#l .. "") } end, Blocks = function(l) return { pandoc.Para(#l .. "") } end,
  Pandoc = function() error "not called" end, Meta = function() error "not called" end }
function Header()
  local e, d = pandoc.Emph { pandoc.Emph "a" }, pandoc.Div { pandoc.Para "b" }
  return pandoc.CodeBlock(table.concat({
    told(e:walk(strong)), told(d:walk(strong)), told(pandoc.Para { e }:walk(strong)),
    told(pandoc.Para(pandoc.Inlines "a b":walk(count))), told(pandoc.Div(pandoc.Blocks { pandoc.Para "x", pandoc.Para "y" }:walk(count))),
    told(d:walk(count)), told(e),
  }, "\n"))
end
