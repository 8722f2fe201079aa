-- filter-budget: an assignment that assigns
local t = setmetatable({}, { __newindex = function(self, key, value) self[key] = value end })
while true do pcall(function() t.x = 1 end) end
