-- filter-budget: the same with texts of half a megabyte
local a = ("x"):rep(500000)
local b, c = a .. "y", a .. "z"
while true do local _ = b < c end
