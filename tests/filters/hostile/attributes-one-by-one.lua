-- filter-budget: each new attribute is looked for among all the others
local el = pandoc.Span "x"
local i = 0
while true do
  i = i + 1
  el.attributes["key" .. i] = "value"
end
