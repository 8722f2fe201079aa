-- filter-budget: an order that lengthens the table, and a length that is a lie
local t = {}
for i = 1, 1000 do t[i] = i end
table.sort(t, function(a, b) t[#t + 1] = a return a < b end)
table.sort(setmetatable({}, { __len = function() return 1e15 end, __index = function() return 1 end }))
