-- filter-budget: concatenation, length, comparison and call that never come to an end
local meta = {}
meta.__concat = function(a, b) return a .. b end
meta.__len = function(a) return #a end
meta.__eq = function() while true do end end
meta.__lt = function(a, b) return a < b end
meta.__call = function(self) return self() end
local a, b = setmetatable({}, meta), setmetatable({}, meta)
pcall(function() return a .. b end)
pcall(function() return #a end)
pcall(function() return a < b end)
pcall(function() return a() end)
return a == b
