-- filter-budget: a chain of two thousand tables, asked again and again
local t = {}
for _ = 1, 1900 do t = setmetatable({}, { __index = t }) end
while true do local _ = t.missing end
