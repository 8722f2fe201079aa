-- filter-budget: a long text shown two hundred times in one format
local s = ("x"):rep(200000)
local all = {}
for i = 1, 200 do all[i] = s end
while true do pcall(string.format, ("%s"):rep(200), table.unpack(all)) end
