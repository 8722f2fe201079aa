-- empty lists are visited too: same
local empty = 0
function Inlines(l)
  if #l == 0 then empty = empty + 1 end
end
function Pandoc(d)
  d.blocks:insert(pandoc.Para(tostring(empty)))
  return d
end
