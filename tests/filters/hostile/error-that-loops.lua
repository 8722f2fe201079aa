-- filter-budget: an error whose text is made by a loop
local bad = setmetatable({}, { __tostring = function() while true do end end })
while true do
  pcall(error, bad)
  local _ = tostring(bad)
end
