-- filter-budget: packed texts with padding
while true do pcall(string.pack, "!16 c2000000 Xi16", "x") end
