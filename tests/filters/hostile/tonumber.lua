-- filter-budget: the same by its function, in another base
local s = ("0"):rep(900000) .. "1"
while true do tonumber(s, 36) tonumber(s) end
