-- filter-budget: a variable to be closed that loops when the budget's error passes by
local _ <close> = setmetatable({}, { __close = function() while true do end end })
while true do end
