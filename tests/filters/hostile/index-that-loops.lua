-- filter-budget: a field that is looked up in itself
local t = setmetatable({}, { __index = function(self, key) return self[key .. "x"] end })
while true do pcall(function() return t.x end) end
