-- filter-budget: a result that says that it is long
function Para()
  return setmetatable({}, {
    __len = function() return 1e15 end,
    __index = function() while true do end end,
    __toblock = function() while true do end end,
  })
end
