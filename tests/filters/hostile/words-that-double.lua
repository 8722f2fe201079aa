-- filter-budget: each word becomes two, in a thousand passes
local all = {}
for i = 1, 1000 do
  all[i] = { Str = function(el) return { el, el:clone() } end }
end
return all
