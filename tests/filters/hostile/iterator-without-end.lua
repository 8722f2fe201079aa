-- filter-budget: a list from an iterator that goes on
local i = 0
pandoc.List(function() i = i + 1 return i end)
while true do end
