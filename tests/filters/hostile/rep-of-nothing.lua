-- filter-budget: nothing, a billiard times
while true do string.rep("", 1e15) end
