-- filter-budget: a loop without an end
while true do end
