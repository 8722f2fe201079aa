-- filter-budget: a name of a megabyte for an object, in one message after another
local t = setmetatable({}, { __name = ("x"):rep(1000000) })
while true do pcall(pandoc.Para, t) pcall(tostring, t) end
