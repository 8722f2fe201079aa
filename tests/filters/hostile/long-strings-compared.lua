-- filter-budget: two long texts that differ in their last letter
local a = ("x"):rep(20000000)
local b = a .. "y"
while true do local _ = a < b end
