-- filter-refused: a finaliser that comes into its metatable later is never called
local late = {}
for _ = 1, 1000 do setmetatable({}, late) end
late.__gc = function() while true do end end
for _ = 1, 1000 do setmetatable({}, getmetatable(setmetatable({}, late))) end
while true do local _ = {} end
