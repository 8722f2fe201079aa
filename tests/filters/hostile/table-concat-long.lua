-- filter-budget: a long text between short ones
local t = {}
for i = 1, 1000 do t[i] = "x" end
while true do pcall(table.concat, t, ("y"):rep(1000000)) end
