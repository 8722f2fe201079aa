-- filter-budget: each new item moves all the others
local t = {}
while true do table.insert(t, 1, 1) end
