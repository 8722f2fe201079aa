-- filter-budget: a list that extends itself while it is mapped
local list = pandoc.List { 1, 2, 3 }
list:map(function(x) list:insert(x) while true do end end)
