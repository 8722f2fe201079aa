-- filter-budget: methods of lists over a list that grows
local list = pandoc.List { 1 }
while true do
  list:extend(list)
  list = list:map(function(x) return x end):filter(function() return true end)
  list:includes(0)
  list:find(0)
end
