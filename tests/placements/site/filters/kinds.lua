-- Makes of the spans and divs of the essay "kinds" what Markdown has no sign for.
local inlines = {
  underlined = function(el) return pandoc.Underline(el.content) end,
  small = function(el) return pandoc.SmallCaps(el.content) end,
  below = function(el) return pandoc.Subscript(el.content) end,
  above = function(el) return pandoc.Superscript(el.content) end,
  double = function(el) return pandoc.Quoted("DoubleQuote", el.content) end,
  single = function(el) return pandoc.Quoted("SingleQuote", el.content) end,
  cited = function(el)
    return pandoc.Cite(el.content, { pandoc.Citation("lindqvist", "NormalCitation") })
  end,
  sum = function() return pandoc.Math("InlineMath", "a^2 + b^2") end,
  raw = function() return pandoc.RawInline("docbook", "<trademark>Lamp</trademark>") end,
}

local blocks = {
  display = function() return pandoc.Para { pandoc.Math("DisplayMath", "c = \\sqrt{2}") } end,
  raw = function() return pandoc.RawBlock("docbook", "<simpara>Set as it is.</simpara>") end,
  lines = function(el)
    local lines = pandoc.List {}
    for _, block in ipairs(el.content) do lines:insert(block.content) end
    return pandoc.LineBlock(lines)
  end,
}

local function made(makers)
  return function(el)
    local make = makers[el.classes[1] or ""]
    return make and make(el)
  end
end

-- The first two cells of the last row become one that is two rows high, and the rest a foot.
local function Table(el)
  if el.identifier ~= "tbl-spans" then return nil end
  local rows = el.bodies[1].body
  rows[1].cells[1].row_span = 2
  rows[2].cells:remove(1)
  el.foot.rows = pandoc.List { rows:remove(3) }
  return el
end

return { { Span = made(inlines), Div = made(blocks), Table = Table } }
