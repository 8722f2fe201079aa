-- filter-budget: a hundred thousand words, walked without an end
local list = pandoc.Inlines {}
for i = 1, 20000 do list[i] = pandoc.Str "x" end
local para = pandoc.Para(list)
while true do para:walk { Str = function() end } end
