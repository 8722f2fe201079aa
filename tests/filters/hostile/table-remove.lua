-- filter-budget: the first item taken away, from a table that says it is long
local t = setmetatable({}, { __len = function() return 1e15 end })
table.remove(t, 1)
