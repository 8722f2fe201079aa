-- filter-budget: the text of a large element
local list = pandoc.Inlines {}
for i = 1, 10000 do list[i] = pandoc.Str("x" .. i) end
while true do pandoc.utils.stringify(list) end
