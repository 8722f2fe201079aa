-- filter-budget: a hundred million values at once
while true do pcall(table.unpack, {}, 1, 1e8) end
