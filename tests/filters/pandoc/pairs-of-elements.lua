-- pairs goes through properties by name, then methods: same
local function names(x)
  local found = {}
  for name, value in pairs(x) do found[#found + 1] = name .. ":" .. type(value) end
  return table.concat(found, " ")
end
function Str(s) return pandoc.Code(names(s)) end
function Link(l) return pandoc.Code(names(l)) end
function Header(h) return pandoc.CodeBlock(names(h)) end
function CodeBlock(c) return pandoc.CodeBlock(names(c) .. "\n" .. names(c.attr)) end
function Cite(c) return pandoc.Code(names(c.citations[1])) end
function OrderedList(l)
  return pandoc.CodeBlock(names(l) .. "\n" .. names(pandoc.Pandoc {}) .. "\n" .. names(l.listAttributes))
end
