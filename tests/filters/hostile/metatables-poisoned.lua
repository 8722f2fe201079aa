-- filter-budget: the metatables of elements, as far as they can be had
local meta = getmetatable(pandoc.Str "x")
if type(meta) == "table" then
  for name in pairs(meta) do meta[name] = function() while true do end end end
end
local lists = getmetatable(pandoc.Inlines {})
if type(lists) == "table" then
  lists.__index = function() while true do end end
  lists.__len = function() return 1e15 end
end
function Inlines(list) return list end
function Str() while true do end end
