-- filter-budget: two large elements that are equal
local list = pandoc.Inlines {}
for i = 1, 10000 do list[i] = pandoc.Str "x" end
local a, b = pandoc.Para(list), pandoc.Para(list)
while true do local _ = a == b end
