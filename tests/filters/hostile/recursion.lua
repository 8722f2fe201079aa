-- filter-budget: a tail call never ends, and needs no stack
local function f() return f() end
f()
