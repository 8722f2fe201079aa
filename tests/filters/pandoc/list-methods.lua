-- the methods of lists: same
function Inlines(l)
  local found, i = l:find(pandoc.Space())
  if not i then return nil end
  local kept = l:filter(function(x, n) return n ~= i end)
  assert(not pandoc.List.includes({1, 2}, 3))
  return kept .. {pandoc.Str(tostring(i))}
end
