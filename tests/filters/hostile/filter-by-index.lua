-- filter-budget: a filter table whose functions are looked up by a loop
return setmetatable({}, { __index = function() while true do end end })
