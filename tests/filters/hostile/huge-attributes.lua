-- filter-budget: attributes without number
local classes, kept = {}, {}
for i = 1, 10000 do classes[i] = "class" .. i end
while true do
  kept[#kept + 1] = pandoc.Span("x", pandoc.Attr("id", classes, { key = ("x"):rep(10000) }))
end
