-- filter-budget: a word that walks a list of words that walk
local list = {}
for i = 1, 100 do list[i] = pandoc.Str "x" end
local function walk(depth)
  return pandoc.Para(list):walk { Str = depth > 0 and function() walk(depth - 1) end or nil }
end
function Str() walk(40) end
