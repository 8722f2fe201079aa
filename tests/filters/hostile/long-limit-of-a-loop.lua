-- filter-budget: the limit of a loop, as a text of a million digits
local s = ("0"):rep(900000) .. "1"
while true do pcall(function() for _ = 1, s do end end) end
