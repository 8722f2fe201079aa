-- filter-budget: an order that contradicts itself
local t = {}
for i = 1, 200000 do t[i] = i end
while true do
  table.sort(t, function() return true end)
  pcall(table.sort, t, function(a, b) return a ~= b end)
end
