-- filter-budget: equal texts that are not the same
local a, b = ("x"):rep(900000), ("x"):rep(900000)
while true do local _ = a == b end
