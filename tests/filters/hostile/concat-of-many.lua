-- filter-budget: ten long texts joined at once
local s = ("x"):rep(5000000)
while true do local _ = s .. s .. s .. s .. s .. s .. s .. s .. s .. s end
