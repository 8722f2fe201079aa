-- filter-budget: the last of many arguments
local t = {}
for i = 1, 100000 do t[i] = i end
while true do pcall(function() return select(-1, table.unpack(t)) end) end
