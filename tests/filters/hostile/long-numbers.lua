-- filter-budget: a text of a million digits as a number
local s = ("0"):rep(900000) .. "1"
while true do local _ = s + 1 end
