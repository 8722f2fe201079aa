-- filter-refused: what all texts share
pcall(function() getmetatable("").__index = function() while true do end end end)
pcall(setmetatable, getmetatable("x"), { __gc = print })
assert(("x"):upper() == "X")
debug.getregistry()
